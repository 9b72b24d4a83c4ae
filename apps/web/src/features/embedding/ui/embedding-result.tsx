'use client';

import { useTranslations } from 'next-intl';
import { Chip } from '../../../ui/chip.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount, formatDecimals, formatDuration, formatTokens } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { CallNotes } from '../../playground/ui/call-notes.tsx';
import type { CallControl, CallReceipt } from '../../playground/ui/use-call.ts';
import { formatMicros } from '../../usage/ui/format-micros.ts';
import { likenessOf, vectorBeginning } from './likeness.ts';

export interface Embedded extends CallReceipt {
  inputTokens: number;
  /** In the order of the texts. */
  vectors: number[][];
}

interface EmbeddingResultProps {
  embedded: Embedded | null;
  call: CallControl<Embedded>;
  onRetry: () => void;
  organizationId: string;
}

export function EmbeddingResult({ embedded, call, onRetry, organizationId }: EmbeddingResultProps) {
  const t = useTranslations('embedding');
  const isQuiet = call.state === 'idle' && call.problem === null;
  return (
    <Panel title={t('result')}>
      <div aria-live="polite" className="grid gap-3">
        <CallNotes call={call} onRetry={onRetry} organizationId={organizationId} />
        {embedded === null && isQuiet && <EmptyState title={t('noResult')}>{t('noResultText')}</EmptyState>}
      </div>
      {embedded && (
        <div className={isQuiet ? '' : 'mt-3'} aria-busy={call.state !== 'idle' || undefined}>
          <Vectors embedded={embedded} />
        </div>
      )}
    </Panel>
  );
}

function Vectors({ embedded }: { embedded: Embedded }) {
  const t = useTranslations('embedding');
  const receipt = useTranslations('playground');
  const { vectors, requestId, modelName, inputTokens, latencyMs, wasCold, amountMicros } = embedded;
  const [first = [], second = []] = vectors;
  return (
    <>
      <p className="text-fg-2">{t('likeness')}</p>
      <p className="mb-2 text-figure font-medium tabular-nums">{formatDecimals(likenessOf(first, second), 3)}</p>
      <KeyValues
        rows={[
          { label: t('firstVector'), value: <code className="text-small">{vectorBeginning(first)}</code> },
          { label: t('secondVector'), value: <code className="text-small">{vectorBeginning(second)}</code> },
          { label: t('dimensions'), value: formatCount(first.length) },
          { label: receipt('receipt.request'), value: <CopyId id={requestId} what={receipt('receipt.requestId')} /> },
          { label: receipt('receipt.model'), value: <code>{modelName}</code> },
          {
            label: receipt('receipt.tokensLatency'),
            value: (
              <>
                {formatTokens(inputTokens)}, {formatDuration(latencyMs)}{' '}
                {wasCold && <Chip>{receipt('receipt.cold')}</Chip>}
              </>
            ),
          },
          { label: receipt('receipt.price'), value: formatMicros(amountMicros) },
        ]}
      />
    </>
  );
}
