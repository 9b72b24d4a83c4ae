import { creditPurchaseMicros } from '@modelmint/domain/money-rules';

/** The amount, or what is wrong with the text: see amount-problem. */
export type ParsedAmount = { amountMicros: bigint } | { reason: 'format' | 'range' };

/** Dollars as typed, `25`, `25.50` or `$1,000`; the amount or what is wrong with it. */
export function parseAmount(
  text: string,
  { min, max }: { min: bigint; max: bigint } = creditPurchaseMicros,
): ParsedAmount {
  const plain = text
    .trim()
    .replace(/^\$\s*/, '')
    .replace(/,(?=\d{3}(\D|$))/g, '');
  const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(plain);
  if (match === null) return { reason: 'format' };
  const amountMicros = BigInt(match[1] ?? '0') * 1_000_000n + BigInt((match[2] ?? '').padEnd(2, '0')) * 10_000n;
  if (amountMicros < min || amountMicros > max) return { reason: 'range' };
  return { amountMicros };
}

/** 5000000 → 5, 5500000 → 5.50: as it is typed. */
export function amountText(micros: bigint): string {
  const cents = micros / 10_000n;
  return cents % 100n === 0n ? String(cents / 100n) : `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}
