import type { BudgetLine } from '@modelmint/db/budget/list-budgets';
import { expect, it } from 'vitest';
import { moneyNotices } from './money-notices.ts';

const budget: BudgetLine = {
  ...{ id: 'bud_1', projectId: null, projectName: null, version: 1 },
  ...{ amountMicros: 100n, isHard: true, spentMicros: 0n },
};
const nothing = { days: [], monthMicros: 0n, capMicros: null, budgets: [] };
const spent = (...budgets: Partial<BudgetLine>[]) => ({
  ...nothing,
  budgets: budgets.map((one) => ({ ...budget, ...one })),
});

it.each([
  { name: 'no spend', spend: nothing, notices: [] },
  { name: 'a limit that is near', spend: { ...nothing, capMicros: 100n, monthMicros: 90n }, notices: ['limitNear'] },
  { name: 'a cap that is far', spend: spent({ spentMicros: 89n }), notices: [] },
  { name: 'a cap that is near', spend: spent({ spentMicros: 90n }), notices: ['capNear'] },
  { name: 'a cap that is reached', spend: spent({ spentMicros: 100n }), notices: ['capReached'] },
  {
    name: 'two budgets that are spent',
    spend: spent({ isHard: false, spentMicros: 100n }, { isHard: false, projectId: 'proj_1', spentMicros: 100n }),
    notices: ['budgetReached'],
  },
])('tells of $name', ({ spend, notices }) => {
  expect(moneyNotices({ spend, creditMicros: 10_000_000n }, true)).toEqual(notices);
});

it('says that credit is low to who sees billing only', () => {
  expect(moneyNotices({ spend: null, creditMicros: 1n }, true)).toEqual(['lowCredit']);
  expect(moneyNotices({ spend: null, creditMicros: 1n }, false)).toEqual([]);
});
