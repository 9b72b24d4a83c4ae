import type { Micros } from './money.ts';

/** Parts of a budget at which people are told, the smallest first. */
export const budgetPercents = [50, 80, 100] as const;
export type BudgetPercent = (typeof budgetPercents)[number];

/** What a budget for a month may be: whole cents, up to a million dollars. */
export const budgetMicros = { min: 1_000_000n, max: 1_000_000_000_000n } as const;

/** The largest part that is reached; 0 before the first. */
export function reachedPercent(spentMicros: Micros, amountMicros: Micros): BudgetPercent | 0 {
  return budgetPercents.findLast((percent) => spentMicros * 100n >= amountMicros * BigInt(percent)) ?? 0;
}
