import { formatMoney } from '../../../ui/format.ts';
import { formatDay } from '../../../ui/format-time.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { MoneyBar } from '../../../ui/money-bar.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { BillingView } from './billing-view.ts';

/** What goes on the next invoice, and how much may. */
export function SpendPanel({ view }: { view: BillingView }) {
  const { accruedMicros, heldInvoiceMicros, invoiceLimitMicros } = view.wallet;
  const left = invoiceLimitMicros - accruedMicros - heldInvoiceMicros;
  const hasLimit = invoiceLimitMicros > 0n;
  const rows: KeyValue[] = hasLimit
    ? [
        { label: 'Used', value: formatMoney(accruedMicros) },
        { label: 'On hold', labelDetail: 'for work that runs now', value: formatMoney(heldInvoiceMicros) },
        { label: 'Left', value: formatMoney(left > 0n ? left : 0n), isTotal: true },
      ]
    : [{ label: 'Next invoice', value: 'none', valueDetail: 'usage is paid from credit' }];
  return (
    <Panel title="On the next invoice" aside={periodOf(view)}>
      <p className="text-figure font-medium tabular-nums">{formatMoney(accruedMicros)}</p>
      {hasLimit ? (
        <div className="mt-2">
          <MoneyBar
            label="Usage on the next invoice"
            spentMicros={accruedMicros}
            heldMicros={heldInvoiceMicros}
            limitMicros={invoiceLimitMicros}
            left="used, hatched: on hold"
            right={`${formatMoney(invoiceLimitMicros)} limit`}
          />
        </div>
      ) : (
        <p className="text-small text-fg-3">The plan {view.plan.name} has no invoice for usage.</p>
      )}
      <div className="mt-3">
        <KeyValues rows={rows} />
      </div>
      {hasLimit && (
        <p className="mt-2 text-small text-pretty text-fg-3">
          At the limit new work is paid from credit, and refused without it. Running work ends; nothing is deleted.
        </p>
      )}
    </Panel>
  );
}

function periodOf({ subscription }: BillingView): string | null {
  if (subscription === null) return null;
  return `${formatDay(subscription.currentPeriodStart)} – ${formatDay(subscription.currentPeriodEnd)}`;
}
