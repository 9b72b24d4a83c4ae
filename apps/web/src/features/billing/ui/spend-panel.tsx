import { useTranslations } from 'next-intl';
import { formatMoney } from '../../../ui/format.ts';
import { formatDay } from '../../../ui/format-time.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { MoneyBar } from '../../../ui/money-bar.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { BillingView } from './billing-view.ts';

/** What goes on the next invoice, and how much may. */
export function SpendPanel({ view }: { view: BillingView }) {
  const t = useTranslations('billing');
  const { accruedMicros, heldInvoiceMicros, invoiceLimitMicros } = view.wallet;
  const left = invoiceLimitMicros - accruedMicros - heldInvoiceMicros;
  const hasLimit = invoiceLimitMicros > 0n;
  const rows: KeyValue[] = hasLimit
    ? [
        { label: t('spend.used'), value: formatMoney(accruedMicros) },
        { label: t('spend.onHold'), labelDetail: t('spend.forRunning'), value: formatMoney(heldInvoiceMicros) },
        { label: t('spend.left'), value: formatMoney(left > 0n ? left : 0n), isTotal: true },
      ]
    : [{ label: t('spend.nextInvoice'), value: t('spend.none'), valueDetail: t('spend.fromCredit') }];
  return (
    <Panel title={t('spend.title')} aside={periodOf(view)}>
      <p className="text-figure font-medium tabular-nums">{formatMoney(accruedMicros)}</p>
      {hasLimit ? (
        <div className="mt-2">
          <MoneyBar
            label={t('spend.meter')}
            spentMicros={accruedMicros}
            heldMicros={heldInvoiceMicros}
            limitMicros={invoiceLimitMicros}
            left={t('spend.legend')}
            right={t('spend.limit', { amount: formatMoney(invoiceLimitMicros) })}
          />
        </div>
      ) : (
        <p className="text-small text-fg-3">{t('spend.noInvoice', { plan: view.plan.name })}</p>
      )}
      <div className="mt-3">
        <KeyValues rows={rows} />
      </div>
      {hasLimit && <p className="mt-2 text-small text-pretty text-fg-3">{t('spend.atLimit')}</p>}
    </Panel>
  );
}

function periodOf({ subscription }: BillingView): string | null {
  if (subscription === null) return null;
  return `${formatDay(subscription.currentPeriodStart)} – ${formatDay(subscription.currentPeriodEnd)}`;
}
