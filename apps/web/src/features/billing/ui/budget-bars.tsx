import type { BudgetLine } from '@modelmint/db/budget/list-budgets';
import { useTranslations } from 'next-intl';
import { formatMoney } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { MoneyBar } from '../../../ui/money-bar.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { budgetName } from './budget-name.ts';

interface BudgetBarsProps {
  organizationId: string;
  budgets: readonly BudgetLine[];
  /** Of the one project that is shown: its own limit for the month. */
  limit?: { spentMicros: bigint; amountMicros: bigint } | null;
  /** The project that is shown; null: the whole organization. */
  projectId: string | null;
  canSeeBilling: boolean;
}

interface Bar {
  id: string;
  label: string;
  stops: boolean;
  spentMicros: bigint;
  amountMicros: bigint;
}

/** What is spent this month of each budget, and of the limit of the project; nothing where there is none. */
export function BudgetBars({ organizationId, budgets, limit = null, projectId, canSeeBilling }: BudgetBarsProps) {
  const t = useTranslations('billing');
  const bars: Bar[] = budgets.map((budget) => ({
    id: budget.id,
    label: projectId !== null && budget.projectId === projectId ? t('bars.project') : budgetName(t, budget),
    stops: budget.isHard,
    spentMicros: budget.spentMicros,
    amountMicros: budget.amountMicros,
  }));
  if (limit !== null && limit.amountMicros > 0n)
    bars.push({ id: 'limit', label: t('bars.limit'), stops: true, ...limit });
  if (bars.length === 0) return null;
  return (
    <Panel
      title={t('bars.title')}
      description={t('bars.month')}
      aside={
        canSeeBilling && (
          <LinkButton size="small" variant="ghost" href={`/organizations/${organizationId}/billing`}>
            {t('bars.manage')}
          </LinkButton>
        )
      }
    >
      <ul className="grid gap-x-8 gap-y-4 md:grid-cols-2 xl:grid-cols-3">
        {bars.map(({ id, label, stops, spentMicros, amountMicros }) => (
          <li key={id} className="min-w-0">
            <p className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-3 text-fg-2">
              <bdi className="[overflow-wrap:anywhere]">{label}</bdi>
              {stops && <small className="text-small text-fg-3">{t('bars.stops')}</small>}
            </p>
            <MoneyBar
              label={label}
              spentMicros={spentMicros}
              limitMicros={amountMicros}
              left={t('budgets.of', { spent: formatMoney(spentMicros), amount: formatMoney(amountMicros) })}
              right={t('budgets.percent', { percent: Number((spentMicros * 100n) / amountMicros) })}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
