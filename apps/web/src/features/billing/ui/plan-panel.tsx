import type { OwnLimits } from '@modelmint/domain/organization-limits';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { formatBytes, formatCount, formatMoney } from '../../../ui/format.ts';
import { formatDay } from '../../../ui/format-time.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { BillingView } from './billing-view.ts';

export function PlanPanel({ view }: { view: BillingView }) {
  const t = useTranslations('billing');
  const { plan, subscription, ownLimits } = view;
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
      {ownLimits !== null && (
        <div className="mt-4">
          <h3 className="pb-1 text-small text-fg-3">{t('plan.ownLimits')}</h3>
          <KeyValues rows={limitRows(t, ownLimits)} />
        </div>
      )}
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

/** What the operator set in place of the plan's. */
function limitRows(t: Translate<'billing'>, own: OwnLimits): KeyValue[] {
  const count = (label: string, value: number | null) => (value === null ? [] : [{ label, value: formatCount(value) }]);
  const size = (label: string, value: bigint | null) => (value === null ? [] : [{ label, value: formatBytes(value) }]);
  return [
    ...count(t('plans.jobs'), own.trainConcurrencyMax),
    ...count(t('plans.requests'), own.requestsPerMinute),
    ...count(t('plans.tokens'), own.tokensPerMinute),
    ...size(t('plans.fileSize'), own.fileSizeBytesMax),
    ...size(t('plans.storage'), own.storageBytesMax),
  ];
}

function freeRows(t: Translate<'billing'>, { plan, ownLimits }: BillingView): KeyValue[] {
  return [
    { label: t('plan.paidBy'), value: t('plan.credit') },
    { label: t('plan.jobsAtOnce'), value: ownLimits?.trainConcurrencyMax ?? plan.trainConcurrencyMax },
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
