'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { useProblemTranslator } from '../../../i18n/use-problem-translator.ts';
import type { ApiProblem } from '../../../ui/api-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { formatAmount, formatCount, formatDurationRange, formatMoney, formatRate } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
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
  const t = useTranslations('inference');
  const { estimate, problem, isStale, isAsked, isBusy, refusal, billingHref } = props;
  return (
    <Panel
      title={t('estimate.title')}
      aside={estimate === null ? undefined : <span className="tabular-nums">{formatRate(estimate.rateMicros)}</span>}
    >
      {estimate === null ? <NoEstimate problem={problem} isAsked={isAsked} /> : <Figures {...{ estimate, isStale }} />}
      {estimate !== null && <Warnings estimate={estimate} billingHref={billingHref} />}
      {refusal !== null && (
        <div className="mt-3">
          <Note tone="danger" isAlert>
            {t.rich('estimate.refused', { b: (chunks) => <b>{chunks}</b>, message: refusal.message })}
          </Note>
        </div>
      )}
      <div className="mt-4 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-(--layer-rail) max-md:mt-0 max-md:border-t max-md:border-line max-md:bg-surface max-md:px-4 max-md:pt-2.5 max-md:pb-[calc(10px+env(safe-area-inset-bottom))]">
        <Button type="submit" variant="primary" isBusy={isBusy} className="w-full max-md:h-11! max-md:text-lead!">
          {labelOf(t, estimate, isStale)}
        </Button>
      </div>
      <p className="mt-2 text-small text-pretty text-fg-3">{t('estimate.holdIsNoCharge')}</p>
    </Panel>
  );
}

function labelOf(t: Translate<'inference'>, estimate: InferenceEstimateAnswer | null, isStale: boolean): string {
  if (estimate === null || isStale) return t('estimate.start');
  const hold = formatAmount(estimate.amountMicros.high);
  return t(estimate.isExact ? 'estimate.startAndHold' : 'estimate.startAndHoldAbout', { hold });
}

function NoEstimate({ problem, isAsked }: Pick<InferenceEstimateProps, 'problem' | 'isAsked'>) {
  const t = useTranslations('inference');
  if (problem !== null)
    return (
      <Note tone="warning">
        <ProblemText problem={problem} />
      </Note>
    );
  if (!isAsked) return <p className="text-pretty text-fg-2">{t('estimate.chooseFirst')}</p>;
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
  const t = useTranslations('inference');
  const { rows, refused, tokens, amountMicros, isExact, availableMicros, seconds } = estimate;
  const [low, high] = [formatAmount(amountMicros.low), formatAmount(amountMicros.high)];
  const left = BigInt(availableMicros) - BigInt(amountMicros.high);
  const about = (count: string) => (isExact ? count : t('estimate.about', { count }));
  return (
    <>
      <p className="text-figure font-medium tabular-nums">{low === high ? high : `${low} – ${high}`}</p>
      <p className="text-small text-pretty text-fg-3">
        {isStale ? t('estimate.stale') : isExact ? t('estimate.neverMore') : t('estimate.byBeginning')}
      </p>
      <div className="mt-3">
        <KeyValues
          rows={[
            {
              label: t('list.rows'),
              value: about(formatCount(rows)),
              ...(refused === 0 ? {} : { labelDetail: t('estimate.withError', { count: refused }) }),
            },
            {
              label: t('cost.tokens'),
              value:
                tokens.low === tokens.high
                  ? about(formatCount(BigInt(tokens.high)))
                  : `${formatCount(BigInt(tokens.low))} – ${formatCount(BigInt(tokens.high))}`,
            },
            { label: t('cost.atMost'), value: high, isTotal: true },
          ]}
        />
      </div>
      <div className="mt-4 border-t border-line pt-1">
        <KeyValues
          rows={[
            {
              label: t('estimate.time'),
              value: seconds === null ? t('estimate.unknown') : formatDurationRange(seconds),
              labelDetail: t(seconds === null ? 'estimate.noJob' : 'estimate.byLastJobs'),
            },
            {
              label: t('estimate.available'),
              value: formatMoney(availableMicros),
              valueDetail:
                left >= 0n
                  ? t('estimate.afterHold', { amount: formatMoney(left) })
                  : t('estimate.short', { amount: formatAmount(-left) }),
            },
          ]}
        />
      </div>
    </>
  );
}

function Warnings({ estimate, billingHref }: { estimate: InferenceEstimateAnswer; billingHref: string | null }) {
  const t = useTranslations('inference');
  const tell = useProblemTranslator();
  const { rows, refused, firstProblem, isAffordable, amountMicros, availableMicros } = estimate;
  return (
    <>
      {firstProblem !== null && (
        <div className="mt-3">
          <Note tone={refused >= rows ? 'danger' : 'warning'}>
            <b>{refused >= rows ? t('estimate.noRow') : t('estimate.someRows', { count: refused })}</b>{' '}
            {t('estimate.firstProblem', { row: formatCount(firstProblem.row), message: tell(firstProblem.message) })}
          </Note>
        </div>
      )}
      {!isAffordable && (
        <div className="mt-3">
          <Note tone="warning">
            {t('estimate.needed', {
              needed: formatAmount(amountMicros.high),
              available: formatMoney(availableMicros),
            })}{' '}
            {t.rich(billingHref === null ? 'estimate.waysOutByOwner' : 'estimate.waysOut', {
              link: (chunks) => (
                <Link className="link" href={billingHref ?? ''}>
                  {chunks}
                </Link>
              ),
            })}
          </Note>
        </div>
      )}
    </>
  );
}
