import { z } from 'zod';
import { formatUsd } from './money.ts';
import { creditGiftMicros } from './money-rules.ts';
import { OperatorReason } from './operator-reason.ts';

const { min, max } = creditGiftMicros;

/** Credit that the operator gives. */
export const GiveCredit = z.strictObject({
  /** Chosen by the client, new for each gift: sent twice, it gives once. */
  key: z.string().regex(/^[A-Za-z0-9-]{16,64}$/, 'must be 16 to 64 letters, digits or hyphens, new for each gift'),
  /** Micro-USD, as text because JSON has no large integers. */
  amountMicros: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number of micro-USD as text, such as "25000000" for $25')
    .transform(BigInt)
    .refine((micros) => micros >= min && micros <= max, `must be from ${formatUsd(min)} to ${formatUsd(max)}`)
    .refine((micros) => micros % 10_000n === 0n, 'must be whole cents: a multiple of 10000 micro-USD'),
  reason: OperatorReason,
});
export type GiveCredit = z.infer<typeof GiveCredit>;
