import { useTranslations } from 'next-intl';
import { formatMoney } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { MoneyBar } from '../../../ui/money-bar.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { Overview } from '../server/read-overview.ts';

interface BudgetBarsProps {
  organizationId: string;
  spend: NonNullable<Overview['spend']>;
  canSeeBilling: boolean;
}

interface Bar {
  id: string;
  label: string;
  note: string | null;
  spentMicros: bigint;
  amountMicros: bigint;
}

/** What is spent this month of each budget, and of the limit of the project; nothing where there is none. */
export function BudgetBars({ organizationId, spend, canSeeBilling }: BudgetBarsProps) {
  const t = useTranslations('overview');
  const bars: Bar[] = spend.budgets.map(({ id, projectId, isHard, spentMicros, amountMicros }) => ({
    id,
    label: projectId === null ? t('budgets.organization') : t('budgets.project'),
    note: isHard ? t('budgets.stops') : null,
    spentMicros,
    amountMicros,
  }));
  if (spend.capMicros !== null && spend.capMicros > 0n)
    bars.push({
      id: 'limit',
      label: t('budgets.limit'),
      note: t('budgets.stops'),
      spentMicros: spend.monthMicros,
      amountMicros: spend.capMicros,
    });
  if (bars.length === 0) return null;
  return (
    <Panel
      title={t('budgets.title')}
      description={t('budgets.month')}
      aside={
        canSeeBilling && (
          <LinkButton size="small" variant="ghost" href={`/organizations/${organizationId}/billing`}>
            {t('budgets.manage')}
          </LinkButton>
        )
      }
    >
      <ul className="grid gap-x-8 gap-y-4 md:grid-cols-2 xl:grid-cols-3">
        {bars.map(({ id, label, note, spentMicros, amountMicros }) => (
          <li key={id} className="min-w-0">
            <p className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-3 text-fg-2">
              {label}
              {note !== null && <small className="text-small text-fg-3">{note}</small>}
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
