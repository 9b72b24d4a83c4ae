import { useTranslations } from 'next-intl';
import { formatMoney } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { BillingView } from './billing-view.ts';

/** Prepaid: given at sign-up or bought. */
export function CreditPanel({ view: { wallet } }: { view: BillingView }) {
  const t = useTranslations('billing');
  const available = wallet.creditMicros - wallet.heldCreditMicros;
  return (
    <Panel title={t('credit.title')}>
      <p className="text-figure font-medium tabular-nums">{formatMoney(available)}</p>
      <p className="text-small text-fg-3">{t('credit.available')}</p>
      <div className="mt-3">
        <KeyValues
          rows={[
            { label: t('credit.given'), labelDetail: t('credit.spentFirst'), value: formatMoney(wallet.promoMicros) },
            { label: t('credit.bought'), value: formatMoney(wallet.paidMicros) },
            { label: t('credit.balance'), value: formatMoney(wallet.creditMicros), isTotal: true },
            {
              label: t('credit.onHold'),
              labelDetail: t('credit.forRunning'),
              value: formatMoney(-wallet.heldCreditMicros),
            },
          ]}
        />
      </div>
    </Panel>
  );
}
