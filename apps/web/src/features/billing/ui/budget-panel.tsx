'use client';

import type { BudgetLine } from '@modelmint/db/budget/list-budgets';
import { Ellipsis, Target } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { MoneyBar } from '../../../ui/money-bar.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { showToast } from '../../../ui/toast.ts';
import type { BillingView } from './billing-view.ts';
import { budgetName } from './budget-name.ts';

const BudgetDialog = dialogOnUse(async () => (await import('./budget-dialog.tsx')).BudgetDialog);
const RemoveBudgetDialog = dialogOnUse(async () => (await import('./remove-budget-dialog.tsx')).RemoveBudgetDialog);

type Act = { kind: 'set' } | { kind: 'change' | 'remove'; budget: BudgetLine };

/** What the organization and its projects mean to spend in a month, and what is spent of it. */
export function BudgetPanel({ view }: { view: BillingView }) {
  const t = useTranslations('billing');
  const router = useRouter();
  const [act, setAct] = useState<Act | null>(null);
  const { organizationId, budgets, canWrite } = view;
  const close = () => setAct(null);
  const remove = async (budget: BudgetLine) => {
    await callApi(`/api/organizations/${organizationId}/billing/budgets/${budget.id}`, { method: 'DELETE' });
    showToast({ title: t('budgets.removed') });
    router.refresh();
  };
  const button = (
    <Button size="small" onClick={() => setAct({ kind: 'set' })}>
      {t('budgets.set')}
    </Button>
  );
  return (
    <Panel
      title={t('budgets.title')}
      description={t('budgets.description')}
      // One for each project and one for all of them.
      aside={canWrite && budgets.length > 0 && budgets.length <= view.projects.length && button}
      isFlush
    >
      <DataTable
        label={t('budgets.title')}
        columns={columnsOf(t, canWrite ? setAct : null)}
        rows={budgets}
        idOf={({ id }) => id}
        empty={
          <EmptyState icon={<Icon of={Target} />} title={t('budgets.empty')} actions={canWrite && button}>
            {t('budgets.emptyText')}
          </EmptyState>
        }
      />
      {act !== null && act.kind !== 'remove' && (
        <BudgetDialog view={view} budget={act.kind === 'change' ? act.budget : null} onClose={close} />
      )}
      {act?.kind === 'remove' && (
        <RemoveBudgetDialog budget={act.budget} onConfirm={() => remove(act.budget)} onClose={close} />
      )}
    </Panel>
  );
}

function columnsOf(t: Translate<'billing'>, onAct: ((act: Act) => void) | null): Column<BudgetLine>[] {
  const columns: Column<BudgetLine>[] = [
    {
      id: 'for',
      header: t('budgets.for'),
      place: 'lead',
      cell: (budget) => <bdi className="[overflow-wrap:anywhere]">{budgetName(t, budget)}</bdi>,
    },
    {
      id: 'spent',
      header: t('budgets.spent'),
      place: 'wide',
      width: '46%',
      cell: (budget) => <BudgetBar budget={budget} />,
    },
    {
      id: 'at100',
      header: t('budgets.at100'),
      cell: ({ isHard }) => (isHard ? t('budgets.stops') : t('budgets.told')),
    },
  ];
  if (onAct === null) return columns;
  return [
    ...columns,
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (budget) => (
        <Menu
          trigger={
            <IconButton
              size="small"
              label={t('budgets.actions', { name: budgetName(t, budget) })}
              icon={<Icon of={Ellipsis} />}
            />
          }
          entries={[
            { kind: 'action', label: t('budgets.change'), onSelect: () => onAct({ kind: 'change', budget }) },
            {
              kind: 'action',
              label: t('budgets.remove'),
              isDanger: true,
              onSelect: () => onAct({ kind: 'remove', budget }),
            },
          ]}
        />
      ),
    },
  ];
}

function BudgetBar({ budget }: { budget: BudgetLine }) {
  const t = useTranslations('billing');
  const { spentMicros, amountMicros } = budget;
  return (
    <div className="py-1.5">
      <MoneyBar
        label={t('budgets.meter', { name: budgetName(t, budget) })}
        spentMicros={spentMicros}
        limitMicros={amountMicros}
        left={t('budgets.of', { spent: formatMoney(spentMicros), amount: formatMoney(amountMicros) })}
        right={t('budgets.percent', { percent: Number((spentMicros * 100n) / amountMicros) })}
      />
    </div>
  );
}
