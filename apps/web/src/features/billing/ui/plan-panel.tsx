import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { formatMoney } from '../../../ui/format.ts';
import { formatDay } from '../../../ui/format-time.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { BillingView } from './billing-view.ts';

export function PlanPanel({ view }: { view: BillingView }) {
  const t = useTranslations('billing');
  const { plan, subscription } = view;
  const isFree = plan.monthlyMicros === 0n;
  return (
    <Panel
      title={t('plan.title')}
      aside={
        <a href="#plans" className="link">
          {t('plan.all')}
        </a>
      }
    >
      <p className="text-figure font-medium">{plan.name}</p>
      <p className="text-small text-fg-3">
        {isFree ? t('plan.free') : t('plan.fee', { amount: formatMoney(plan.monthlyMicros) })}
      </p>
      <div className="mt-3">
        <KeyValues rows={subscription === null ? freeRows(t, view) : subscribedRows(t, view)} />
      </div>
    </Panel>
  );
}

function stateText(t: Translate<'billing'>, status: string): string {
  switch (status) {
    case 'active':
      return t('plan.states.active');
    case 'trialing':
      return t('plan.states.trialing');
    case 'past_due':
      return t('plan.states.past_due');
    case 'incomplete':
      return t('plan.states.incomplete');
    case 'canceled':
      return t('plan.states.canceled');
    case 'unpaid':
      return t('plan.states.unpaid');
    default:
      return status;
  }
}

function freeRows(t: Translate<'billing'>, { plan }: BillingView): KeyValue[] {
  return [
    { label: t('plan.paidBy'), value: t('plan.credit') },
    { label: t('plan.jobsAtOnce'), value: plan.trainConcurrencyMax },
    { label: t('plan.monthlyFee'), value: formatMoney(plan.monthlyMicros), isTotal: true },
  ];
}

function subscribedRows(t: Translate<'billing'>, { plan, subscription, wallet }: BillingView): KeyValue[] {
  if (subscription === null) return [];
  const end = formatDay(subscription.currentPeriodEnd);
  const used = formatMoney(wallet.accruedMicros);
  if (subscription.cancelAtPeriodEnd)
    return [
      { label: t('plan.state'), value: t('plan.ends'), valueDetail: t('plan.endsOn', { date: end }) },
      { label: t('plan.usageSoFar'), labelDetail: t('plan.lastInvoice'), value: used },
    ];
  return [
    { label: t('plan.state'), value: stateText(t, subscription.status) },
    { label: t('plan.nextInvoice'), value: end },
    { label: t('plan.nextMonth'), value: formatMoney(plan.monthlyMicros) },
    { label: t('plan.usageSoFar'), value: used },
    { label: t('plan.expected'), value: formatMoney(plan.monthlyMicros + wallet.accruedMicros), isTotal: true },
  ];
}
