/** Dollars a month as typed; empty is no limit. The amount in micro-USD as text, or what is wrong with it. */
export function parseSpendLimit(text: string): { micros: string | null } | { problem: string } {
  const plain = text
    .trim()
    .replace(/^\$\s*/, '')
    .replaceAll(/,(?=\d{3}(\D|$))/g, '');
  if (plain === '') return { micros: null };
  const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(plain);
  if (match === null) return { problem: 'Give an amount in dollars, such as 25 or 25.50, or leave it empty.' };
  const micros = BigInt(match[1] ?? '0') * 1_000_000n + BigInt((match[2] ?? '').padEnd(2, '0')) * 10_000n;
  if (micros > 1_000_000_000_000n) return { problem: 'A project may spend at most $1,000,000 a month.' };
  return { micros: String(micros) };
}

/** Requests a minute as typed; empty is no limit. */
export function parseRequestLimit(text: string): { count: number | null } | { problem: string } {
  const plain = text.trim().replaceAll(',', '');
  if (plain === '') return { count: null };
  const count = /^\d{1,7}$/.test(plain) ? Number(plain) : 0;
  if (count < 1 || count > 1_000_000)
    return { problem: 'Give a whole number from 1 to 1,000,000, or leave it empty. To stop the project, archive it.' };
  return { count };
}

/** 5000000 → 5, 5500000 → 5.50: as it is typed. */
export function spendLimitText(micros: bigint | null): string {
  if (micros === null) return '';
  const cents = micros / 10_000n;
  return cents % 100n === 0n ? String(cents / 100n) : `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}
