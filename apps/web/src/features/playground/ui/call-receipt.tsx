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
  const { requestId, modelName, latencyMs, wasCold, amountMicros } = receipt;
  return (
    <div className="mt-3 border-t border-line pt-1">
      <KeyValues
        rows={[
          { label: 'Request', value: <CopyId id={requestId} what="request id" /> },
          { label: 'Model', value: <code>{modelName}</code> },
          {
            label: 'Tokens, latency',
            value: (
              <>
                {formatTokens(tokens)}, {formatDuration(latencyMs)} {wasCold && <Chip>cold</Chip>}
              </>
            ),
          },
          { label: 'Price', value: formatMicros(amountMicros) },
        ]}
      />
    </div>
  );
}
