import { formatMoney } from '../../../ui/format.ts';
import { formatDay } from '../../../ui/format-time.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { BillingView } from './billing-view.ts';

const stateWords: Record<string, string> = {
  active: 'Active',
  trialing: 'On trial',
  past_due: 'Payment failed',
  incomplete: 'Waiting for payment',
  canceled: 'Cancelled',
  unpaid: 'Unpaid',
};

export function PlanPanel({ view }: { view: BillingView }) {
  const { plan, subscription } = view;
  const isFree = plan.monthlyMicros === 0n;
  return (
    <Panel
      title="Plan"
      aside={
        <a href="#plans" className="link">
          All plans
        </a>
      }
    >
      <p className="text-figure font-medium">{plan.name}</p>
      <p className="text-small text-fg-3">
        {isFree ? 'no monthly fee, usage from credit' : `${formatMoney(plan.monthlyMicros)} per month plus usage`}
      </p>
      <div className="mt-3">
        <KeyValues rows={subscription === null ? freeRows(view) : subscribedRows(view)} />
      </div>
    </Panel>
  );
}

function freeRows({ plan }: BillingView): KeyValue[] {
  return [
    { label: 'Usage paid by', value: 'credit' },
    { label: 'Training jobs at once', value: plan.trainConcurrencyMax },
    { label: 'Monthly fee', value: formatMoney(plan.monthlyMicros), isTotal: true },
  ];
}

function subscribedRows({ plan, subscription, wallet }: BillingView): KeyValue[] {
  if (subscription === null) return [];
  const end = formatDay(subscription.currentPeriodEnd);
  if (subscription.cancelAtPeriodEnd)
    return [
      { label: 'State', value: 'Ends', valueDetail: `on ${end}, then the plan is Free` },
      { label: 'Usage so far', labelDetail: 'on the last invoice', value: formatMoney(wallet.accruedMicros) },
    ];
  return [
    { label: 'State', value: stateWords[subscription.status] ?? subscription.status },
    { label: 'Next invoice', value: end },
    { label: 'Plan, next month', value: formatMoney(plan.monthlyMicros) },
    { label: 'Usage so far', value: formatMoney(wallet.accruedMicros) },
    { label: 'Expected, so far', value: formatMoney(plan.monthlyMicros + wallet.accruedMicros), isTotal: true },
  ];
}
