import { useTranslations } from 'next-intl';
import { Chip } from '../../../ui/chip.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatDuration, formatTokens } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { formatMicros } from '../../usage/ui/format-micros.ts';
import type { CallReceipt as Receipt } from './use-call.ts';

interface CallReceiptProps {
  receipt: Receipt;
  /** That are charged. */
  tokens: number;
}

/** What a call was and what it took, under its answer. */
export function CallReceipt({ receipt, tokens }: CallReceiptProps) {
  const t = useTranslations('playground');
  const { requestId, modelName, latencyMs, wasCold, amountMicros } = receipt;
  return (
    <div className="mt-3 border-t border-line pt-1">
      <KeyValues
        rows={[
          { label: t('receipt.request'), value: <CopyId id={requestId} what={t('receipt.requestId')} /> },
          { label: t('receipt.model'), value: <code>{modelName}</code> },
          {
            label: t('receipt.tokensLatency'),
            value: (
              <>
                {formatTokens(tokens)}, {formatDuration(latencyMs)} {wasCold && <Chip>{t('receipt.cold')}</Chip>}
              </>
            ),
          },
          { label: t('receipt.price'), value: formatMicros(amountMicros) },
        ]}
      />
    </div>
  );
}
