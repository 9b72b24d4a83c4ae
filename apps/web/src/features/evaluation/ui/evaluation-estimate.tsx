'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import type { ApiProblem } from '../../../ui/api-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { formatAmount, formatCount, formatDurationRange, formatMoney, formatRate } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { EvaluationEstimateAnswer } from './use-evaluation-estimate.ts';

interface EvaluationEstimateProps {
  estimate: EvaluationEstimateAnswer | null;
  problem: ApiProblem | null;
  isStale: boolean;
  /** A model and a data set are chosen. */
  isAsked: boolean;
  isBusy: boolean;
  /** What the server said when it was to be started. */
  refusal: ApiProblem | null;
  billingHref: string | null;
}

/** The price before the button, and the reason beside the number. */
export function EvaluationEstimate(props: EvaluationEstimateProps) {
  const t = useTranslations('evaluation');
  const { estimate, problem, isStale, isAsked, isBusy, refusal, billingHref } = props;
  return (
    <Panel
      title={t('estimate.title')}
      aside={estimate === null ? undefined : <span className="tabular-nums">{formatRate(estimate.rateMicros)}</span>}
    >
      {estimate === null ? <NoEstimate problem={problem} isAsked={isAsked} /> : <Figures {...{ estimate, isStale }} />}
      {estimate !== null && !estimate.isAffordable && <TooLittle {...{ estimate, billingHref }} />}
      {refusal !== null && (
        <div className="mt-3">
          <Note tone="danger" isAlert>
            {t.rich('estimate.notStarted', { reason: refusal.message, b: (chunks: ReactNode) => <b>{chunks}</b> })}
          </Note>
        </div>
      )}
      <div className="mt-4 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-(--layer-rail) max-md:mt-0 max-md:border-t max-md:border-line max-md:bg-surface max-md:px-4 max-md:pt-2.5 max-md:pb-[calc(10px+env(safe-area-inset-bottom))]">
        <Button type="submit" variant="primary" isBusy={isBusy} className="w-full max-md:h-11! max-md:text-lead!">
          {labelOf(t, estimate, isStale)}
        </Button>
      </div>
      <p className="mt-2 text-small text-pretty text-fg-3">{t('estimate.foot')}</p>
    </Panel>
  );
}

function labelOf(t: Translate<'evaluation'>, estimate: EvaluationEstimateAnswer | null, isStale: boolean): string {
  if (estimate === null || isStale) return t('estimate.start');
  const amount = formatAmount(estimate.amountMicros.high);
  return estimate.isExact ? t('estimate.startHold', { amount }) : t('estimate.startHoldAbout', { amount });
}

function NoEstimate({ problem, isAsked }: Pick<EvaluationEstimateProps, 'problem' | 'isAsked'>) {
  const t = useTranslations('evaluation');
  if (problem !== null)
    return (
      <Note tone="warning">
        <ProblemText problem={problem} />
      </Note>
    );
  if (!isAsked) return <p className="text-pretty text-fg-2">{t('estimate.choose')}</p>;
  return (
    <div className="grid gap-3" aria-busy="true">
      <Skeleton width="60%" height="28px" />
      <Skeleton width="90%" />
      <Skeleton width="75%" />
    </div>
  );
}

function Figures({ estimate, isStale }: { estimate: EvaluationEstimateAnswer; isStale: boolean }) {
  const t = useTranslations('evaluation');
  const { rows, tokens, amountMicros, isExact, availableMicros, seconds } = estimate;
  const [low, high] = [formatAmount(amountMicros.low), formatAmount(amountMicros.high)];
  const [fewest, most] = [formatCount(BigInt(tokens.low)), formatCount(BigInt(tokens.high))];
  const left = BigInt(availableMicros) - BigInt(amountMicros.high);
  return (
    <>
      <p className="text-figure font-medium tabular-nums">{low === high ? high : `${low} – ${high}`}</p>
      <p className="text-small text-pretty text-fg-3">
        {isStale ? t('estimate.stale') : isExact ? t('estimate.exact') : t('estimate.sampled')}
      </p>
      <div className="mt-3">
        <KeyValues
          rows={[
            { label: t('estimate.rows'), value: formatCount(rows) },
            { label: t('estimate.tokens'), value: fewest === most ? most : `${fewest} – ${most}` },
            { label: t('estimate.atMost'), value: high, isTotal: true },
          ]}
        />
      </div>
      <div className="mt-4 border-t border-line pt-1">
        <KeyValues
          rows={[
            {
              label: t('estimate.time'),
              value: seconds === null ? t('estimate.timeUnknown') : formatDurationRange(seconds),
              labelDetail: seconds === null ? t('estimate.timeNone') : t('estimate.timeBy'),
            },
            {
              label: t('estimate.available'),
              value: formatMoney(availableMicros),
              valueDetail:
                left >= 0n
                  ? t('estimate.after', { amount: formatMoney(left) })
                  : t('estimate.short', { amount: formatAmount(-left) }),
            },
          ]}
        />
      </div>
    </>
  );
}

function TooLittle({ estimate, billingHref }: { estimate: EvaluationEstimateAnswer; billingHref: string | null }) {
  const t = useTranslations('evaluation');
  const { amountMicros, availableMicros } = estimate;
  return (
    <div className="mt-3">
      <Note tone="warning">
        {t('estimate.tooLittle', { needed: formatAmount(amountMicros.high), available: formatMoney(availableMicros) })}{' '}
        {billingHref === null ? (
          t('estimate.askOwner')
        ) : (
          <Link className="link" href={billingHref}>
            {t('estimate.addCredit')}
          </Link>
        )}
      </Note>
    </div>
  );
}
