'use client';

import Link from 'next/link';
import type { ApiProblem } from '../../../ui/api-problem.ts';
import { Button } from '../../../ui/button.tsx';
import {
  formatAmount,
  formatCount,
  formatDurationRange,
  formatMoney,
  formatQuantity,
  formatRate,
} from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { InferenceEstimateAnswer } from './use-inference-estimate.ts';

interface InferenceEstimateProps {
  estimate: InferenceEstimateAnswer | null;
  problem: ApiProblem | null;
  isStale: boolean;
  /** A model and a file are chosen. */
  isAsked: boolean;
  isBusy: boolean;
  /** What the server said when the job was to be started. */
  refusal: ApiProblem | null;
  billingHref: string | null;
}

/** The price before the button, and the reason beside the number. */
export function InferenceEstimate(props: InferenceEstimateProps) {
  const { estimate, problem, isStale, isAsked, isBusy, refusal, billingHref } = props;
  return (
    <Panel
      title="Estimate"
      aside={estimate === null ? undefined : <span className="tabular-nums">{formatRate(estimate.rateMicros)}</span>}
    >
      {estimate === null ? <NoEstimate problem={problem} isAsked={isAsked} /> : <Figures {...{ estimate, isStale }} />}
      {estimate !== null && <Warnings estimate={estimate} billingHref={billingHref} />}
      {refusal !== null && (
        <div className="mt-3">
          <Note tone="danger" isAlert>
            <b>The job was not started.</b> {refusal.message}
          </Note>
        </div>
      )}
      <div className="mt-4 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-(--layer-rail) max-md:mt-0 max-md:border-t max-md:border-line max-md:bg-surface max-md:px-4 max-md:pt-2.5 max-md:pb-[calc(10px+env(safe-area-inset-bottom))]">
        <Button type="submit" variant="primary" isBusy={isBusy} className="w-full max-md:h-11! max-md:text-lead!">
          {labelOf(estimate, isStale)}
        </Button>
      </div>
      <p className="mt-2 text-small text-pretty text-fg-3">
        The hold is not a charge. Rows are charged as they are answered, also if you cancel; rows with an error cost
        nothing.
      </p>
    </Panel>
  );
}

function labelOf(estimate: InferenceEstimateAnswer | null, isStale: boolean): string {
  if (estimate === null || isStale) return 'Start job';
  const hold = formatAmount(estimate.amountMicros.high);
  return estimate.isExact ? `Start job and hold ${hold}` : `Start job and hold about ${hold}`;
}

function NoEstimate({ problem, isAsked }: Pick<InferenceEstimateProps, 'problem' | 'isAsked'>) {
  if (problem !== null) return <Note tone="warning">{problem.message}</Note>;
  if (!isAsked) return <p className="text-pretty text-fg-2">Choose a model, a file and its column to see the price.</p>;
  return (
    <div className="grid gap-3" aria-busy="true">
      <Skeleton width="60%" height="28px" />
      <Skeleton width="90%" />
      <Skeleton width="75%" />
      <Skeleton width="82%" />
    </div>
  );
}

function Figures({ estimate, isStale }: { estimate: InferenceEstimateAnswer; isStale: boolean }) {
  const { rows, refused, tokens, amountMicros, isExact, availableMicros, seconds } = estimate;
  const [low, high] = [formatAmount(amountMicros.low), formatAmount(amountMicros.high)];
  const left = BigInt(availableMicros) - BigInt(amountMicros.high);
  const about = isExact ? '' : 'about ';
  return (
    <>
      <p className="text-figure font-medium tabular-nums">{low === high ? high : `${low} – ${high}`}</p>
      <p className="text-small text-pretty text-fg-3">
        {isStale
          ? 'Of the settings before your last change.'
          : isExact
            ? 'Never more than the hold.'
            : 'By the beginning of the file; the hold is exact once all rows are counted.'}
      </p>
      <div className="mt-3">
        <KeyValues
          rows={[
            {
              label: 'Rows',
              value: `${about}${formatCount(rows)}`,
              ...(refused === 0 ? {} : { labelDetail: `${formatQuantity(refused, 'row')} with an error, free` }),
            },
            {
              label: 'Tokens',
              value:
                tokens.low === tokens.high
                  ? `${about}${formatCount(BigInt(tokens.high))}`
                  : `${formatCount(BigInt(tokens.low))} – ${formatCount(BigInt(tokens.high))}`,
            },
            { label: 'At most', value: high, isTotal: true },
          ]}
        />
      </div>
      <div className="mt-4 border-t border-line pt-1">
        <KeyValues
          rows={[
            {
              label: 'Time',
              value: seconds === null ? 'not known yet' : formatDurationRange(seconds),
              labelDetail: seconds === null ? 'no job of this model has run' : 'by the last jobs of this model',
            },
            {
              label: 'Available',
              value: formatMoney(availableMicros),
              valueDetail: left >= 0n ? `${formatMoney(left)} after the hold` : `${formatAmount(-left)} short`,
            },
          ]}
        />
      </div>
    </>
  );
}

function Warnings({ estimate, billingHref }: { estimate: InferenceEstimateAnswer; billingHref: string | null }) {
  const { rows, refused, firstProblem, isAffordable, amountMicros, availableMicros } = estimate;
  return (
    <>
      {firstProblem !== null && (
        <div className="mt-3">
          <Note tone={refused >= rows ? 'danger' : 'warning'}>
            <b>
              {refused >= rows ? 'No row can be answered.' : `${formatQuantity(refused, 'row')} cannot be answered.`}
            </b>{' '}
            Row {formatCount(firstProblem.row)}: {firstProblem.message}
          </Note>
        </div>
      )}
      {!isAffordable && (
        <div className="mt-3">
          <Note tone="warning">
            {formatAmount(amountMicros.high)} is needed, {formatMoney(availableMicros)} is available.{' '}
            {billingHref === null ? (
              'Ask an owner to add credit'
            ) : (
              <Link className="link" href={billingHref}>
                Add credit
              </Link>
            )}
            , or send fewer rows.
          </Note>
        </div>
      )}
    </>
  );
}
