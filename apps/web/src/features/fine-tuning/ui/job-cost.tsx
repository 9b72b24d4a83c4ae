import { formatAmount, formatRate, formatTokens } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { MoneyBar } from '../../../ui/money-bar.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { JobView } from '../server/job-view.ts';
import { returnedMicros } from './returned-micros.ts';

/** What is held, what has been used up, and in the end what was charged. */
export function JobCost({ job }: { job: JobView }) {
  const { status, costMicros, estimatedMicros, trainedTokens, estimatedTokens } = job;
  const isOver = job.finishedAt !== null;
  const isCharged = status === 'SUCCEEDED' || status === 'CANCELLED';
  return (
    <Panel title="Price" aside={<span className="tabular-nums">{formatRate(job.rateMicros)}</span>} className="h-full">
      <div className="flex items-baseline justify-between gap-3 tabular-nums">
        <span className="text-figure font-medium">{formatAmount(costMicros)}</span>
        <span className="text-fg-2">
          {isOver
            ? 'charged'
            : status === 'VALIDATING_FILES'
              ? 'nothing held yet'
              : `of ${formatAmount(estimatedMicros)} held`}
        </span>
      </div>
      <div className="mt-2">
        <MoneyBar
          label={isOver ? 'Charged, of what was held' : 'Used up, of what is held'}
          spentMicros={costMicros}
          heldMicros={isOver ? 0n : estimatedMicros - costMicros}
          limitMicros={estimatedMicros}
        />
      </div>
      <div className="mt-3">
        <KeyValues
          rows={[
            {
              label: 'Training',
              labelDetail: `${formatTokens(isCharged || !isOver ? trainedTokens : 0)} of ${formatTokens(estimatedTokens)}`,
              value: formatAmount(costMicros),
            },
            ...(isOver
              ? [{ label: 'Returned of the hold', value: formatAmount(returnedMicros(job)) }]
              : [{ label: 'At most', value: formatAmount(estimatedMicros) }]),
            { label: isOver ? 'Charged' : 'So far', value: formatAmount(costMicros), isTotal: true },
          ]}
        />
      </div>
      {status === 'FAILED' && <p className="mt-2 text-small text-fg-3">A failed job is never charged.</p>}
    </Panel>
  );
}
