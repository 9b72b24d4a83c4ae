import { useTranslations } from 'next-intl';
import { formatAmount, formatRate, formatTokens } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { MoneyBar } from '../../../ui/money-bar.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { JobView } from '../server/job-view.ts';
import { returnedMicros } from './returned-micros.ts';

/** What is held, what has been used up, and in the end what was charged. */
export function JobCost({ job }: { job: JobView }) {
  const t = useTranslations('fineTuning');
  const { status, costMicros, estimatedMicros, trainedTokens, estimatedTokens } = job;
  const isOver = job.finishedAt !== null;
  const isCharged = status === 'SUCCEEDED' || status === 'CANCELLED';
  return (
    <Panel
      title={t('cost.title')}
      aside={<span className="tabular-nums">{formatRate(job.rateMicros)}</span>}
      className="h-full"
    >
      <div className="flex items-baseline justify-between gap-3 tabular-nums">
        <span className="text-figure font-medium">{formatAmount(costMicros)}</span>
        <span className="text-fg-2">
          {isOver
            ? t('cost.charged')
            : status === 'VALIDATING_FILES'
              ? t('cost.nothingHeld')
              : t('cost.ofHeld', { hold: formatAmount(estimatedMicros) })}
        </span>
      </div>
      <div className="mt-2">
        <MoneyBar
          label={t(isOver ? 'cost.barOver' : 'cost.barOpen')}
          spentMicros={costMicros}
          heldMicros={isOver ? 0n : estimatedMicros - costMicros}
          limitMicros={estimatedMicros}
        />
      </div>
      <div className="mt-3">
        <KeyValues
          rows={[
            {
              label: t('estimate.training'),
              labelDetail: t('cost.tokensOf', {
                trained: formatTokens(isCharged || !isOver ? trainedTokens : 0),
                total: formatTokens(estimatedTokens),
              }),
              value: formatAmount(costMicros),
            },
            ...(isOver
              ? [{ label: t('cost.returned'), value: formatAmount(returnedMicros(job)) }]
              : [{ label: t('estimate.atMost'), value: formatAmount(estimatedMicros) }]),
            { label: t(isOver ? 'cost.total' : 'cost.soFar'), value: formatAmount(costMicros), isTotal: true },
          ]}
        />
      </div>
      {status === 'FAILED' && <p className="mt-2 text-small text-fg-3">{t('cost.failedIsFree')}</p>}
    </Panel>
  );
}
