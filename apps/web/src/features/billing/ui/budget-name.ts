import type { BudgetLine } from '@modelmint/db/budget/list-budgets';
import type { Translate } from '../../../i18n/translate.ts';

/** What a budget is for, in words. */
export function budgetName(t: Translate<'billing'>, { projectId, projectName }: BudgetLine): string {
  return projectId === null ? t('budgets.organization') : (projectName ?? projectId);
}
