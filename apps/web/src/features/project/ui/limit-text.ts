/** What is wrong with a limit: a message of `project`. */
interface Refused {
  problem: 'limits.spendFormat' | 'limits.spendMax' | 'limits.requestsFormat';
}

/** Dollars a month as typed; empty is no limit. The amount in micro-USD as text, or what is wrong with it. */
export function parseSpendLimit(text: string): { micros: string | null } | Refused {
  const plain = text
    .trim()
    .replace(/^\$\s*/, '')
    .replaceAll(/,(?=\d{3}(\D|$))/g, '');
  if (plain === '') return { micros: null };
  const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(plain);
  if (match === null) return { problem: 'limits.spendFormat' };
  const micros = BigInt(match[1] ?? '0') * 1_000_000n + BigInt((match[2] ?? '').padEnd(2, '0')) * 10_000n;
  if (micros > 1_000_000_000_000n) return { problem: 'limits.spendMax' };
  return { micros: String(micros) };
}

/** Requests a minute as typed; empty is no limit. */
export function parseRequestLimit(text: string): { count: number | null } | Refused {
  const plain = text.trim().replaceAll(',', '');
  if (plain === '') return { count: null };
  const count = /^\d{1,7}$/.test(plain) ? Number(plain) : 0;
  if (count < 1 || count > 1_000_000) return { problem: 'limits.requestsFormat' };
  return { count };
}

/** 5000000 → 5, 5500000 → 5.50: as it is typed. */
export function spendLimitText(micros: bigint | null): string {
  if (micros === null) return '';
  const cents = micros / 10_000n;
  return cents % 100n === 0n ? String(cents / 100n) : `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}
