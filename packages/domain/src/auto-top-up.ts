import { formatUsd, type Micros } from './money.ts';
import { creditPurchaseMicros } from './money-rules.ts';

export interface TopUpRule {
  /** Credit that is not on hold; below it, credit is bought. */
  thresholdMicros: Micros;
  amountMicros: Micros;
  /** Bought by itself in a month (UTC), at most. */
  monthlyMaxMicros: Micros;
}

export const topUpThresholdMicros = { min: 1_000_000n, max: 1_000_000_000n } as const;
/** A hundred thousand dollars. */
export const topUpMonthMicrosMax: Micros = 100_000_000_000n;

const microsPerCent = 10_000n;

/** What is wrong with a rule, and in which of its fields; null when it can be kept. */
export function topUpProblem(rule: TopUpRule): { param: keyof TopUpRule; message: string } | null {
  const { thresholdMicros, amountMicros, monthlyMaxMicros } = rule;
  const { min, max } = topUpThresholdMicros;
  if (thresholdMicros < min || thresholdMicros > max)
    return { param: 'thresholdMicros', message: `Choose from ${formatUsd(min)} to ${formatUsd(max)}.` };
  const { min: buyMin, max: buyMax } = creditPurchaseMicros;
  if (amountMicros < buyMin || amountMicros > buyMax || amountMicros % microsPerCent !== 0n)
    return {
      param: 'amountMicros',
      message: `Credit is sold from ${formatUsd(buyMin)} to ${formatUsd(buyMax)}, in whole cents.`,
    };
  if (monthlyMaxMicros < amountMicros || monthlyMaxMicros > topUpMonthMicrosMax)
    return {
      param: 'monthlyMaxMicros',
      message: `Choose from ${formatUsd(amountMicros)}, which is one purchase, to ${formatUsd(topUpMonthMicrosMax)}.`,
    };
  return null;
}
