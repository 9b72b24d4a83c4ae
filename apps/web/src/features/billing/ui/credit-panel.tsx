import { formatMoney } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { BillingView } from './billing-view.ts';

/** Prepaid: given at sign-up or bought. */
export function CreditPanel({ view: { wallet } }: { view: BillingView }) {
  const available = wallet.creditMicros - wallet.heldCreditMicros;
  return (
    <Panel title="Credit">
      <p className="text-figure font-medium tabular-nums">{formatMoney(available)}</p>
      <p className="text-small text-fg-3">available</p>
      <div className="mt-3">
        <KeyValues
          rows={[
            { label: 'Given by us', labelDetail: 'spent first', value: formatMoney(wallet.promoMicros) },
            { label: 'Bought', value: formatMoney(wallet.paidMicros) },
            { label: 'Balance', value: formatMoney(wallet.creditMicros), isTotal: true },
            { label: 'On hold', labelDetail: 'for work that runs now', value: formatMoney(-wallet.heldCreditMicros) },
          ]}
        />
      </div>
    </Panel>
  );
}
