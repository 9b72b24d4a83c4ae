import { lowCreditMicros } from '@modelmint/domain/money-rules';
import type { Overview } from '../server/read-overview.ts';

export type MoneyNotice = 'limitNear' | 'capReached' | 'capNear' | 'budgetReached' | 'lowCredit';

/** What is to be said of money, the gravest of each matter; the organization's only to who may do something about it. */
export function moneyNotices(
  { spend, creditMicros }: Pick<Overview, 'spend' | 'creditMicros'>,
  canSeeBilling: boolean,
): MoneyNotice[] {
  const notices: MoneyNotice[] = [];
  if (spend !== null && spend.capMicros !== null && spend.monthMicros * 10n >= spend.capMicros * 9n)
    notices.push('limitNear');
  for (const { projectId, isHard, spentMicros, amountMicros } of spend?.budgets ?? []) {
    if (projectId === null && isHard && spentMicros >= amountMicros) notices.push('capReached');
    else if (projectId === null && isHard && spentMicros * 10n >= amountMicros * 9n) notices.push('capNear');
    else if (spentMicros >= amountMicros && !notices.includes('budgetReached')) notices.push('budgetReached');
  }
  if (creditMicros !== null && creditMicros < lowCreditMicros && canSeeBilling) notices.push('lowCredit');
  return notices;
}
