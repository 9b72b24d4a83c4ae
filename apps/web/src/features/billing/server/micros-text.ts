import { formatUsd } from '@modelmint/domain/money';
import { z } from 'zod';

/** Micro-USD, as text because JSON has no large integers. */
export const MicrosText = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number of micro-USD as text, such as "25000000" for $25')
  .transform(BigInt);

const microsPerCent = 10_000n;

/** The same within bounds, in whole cents. */
export const boundedMicros = ({ min, max }: { min: bigint; max: bigint }) =>
  MicrosText.refine(
    (micros) => micros >= min && micros <= max && micros % microsPerCent === 0n,
    `choose from ${formatUsd(min)} to ${formatUsd(max)}, in whole cents`,
  );
