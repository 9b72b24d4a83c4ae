'use client';

import { kindOfSpec } from '@modelmint/domain/training-kind';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ApiProblem } from '../../../ui/api-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { formatAmount, formatCount, formatDurationRange, formatMoney, formatRate } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { epochsThatFit } from './epochs-that-fit.ts';
import type { EstimateAnswer } from './use-estimate.ts';

interface EstimatePanelProps {
  estimate: EstimateAnswer | null;
  problem: ApiProblem | null;
  /** The file is read for the task by the job itself; nothing is known of its price before. */
  isUnread: boolean;
  isStale: boolean;
  isBusy: boolean;
  /** What the server said when the job was to be started. */
  refusal: ApiProblem | null;
  /** Null for a role that may not see it. */
  billingHref: string | null;
}

/** The price before the button, and the reason beside the number. */
export function EstimatePanel(props: EstimatePanelProps) {
  const t = useTranslations('fineTuning');
  const { estimate, problem, isUnread, isStale, isBusy, refusal, billingHref } = props;
  const hold = estimate === null ? null : formatAmount(estimate.estimate.amountMicros);
  return (
    <Panel
      title={t('estimate.title')}
      aside={estimate === null ? undefined : <span className="tabular-nums">{formatRate(estimate.rateMicros)}</span>}
    >
      {estimate === null ? (
        <NoEstimate problem={problem} isUnread={isUnread} />
      ) : (
        <Figures estimate={estimate} isStale={isStale} />
      )}
      {estimate !== null && problem !== null && (
        <div className="mt-3">
          <Note tone="warning">
            <ProblemText problem={problem} />
          </Note>
        </div>
      )}
      {estimate !== null && !estimate.isAffordable && (
        <div className="mt-3">
          <Shortage estimate={estimate} billingHref={billingHref} />
        </div>
      )}
      {refusal !== null && (
        <div className="mt-3">
          <Note tone="danger" isAlert>
            {t.rich('estimate.refused', { b: (chunks) => <b>{chunks}</b>, message: refusal.message })}
          </Note>
        </div>
      )}
      <div className="mt-4 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-(--layer-rail) max-md:mt-0 max-md:border-t max-md:border-line max-md:bg-surface max-md:px-4 max-md:pt-2.5 max-md:pb-[calc(10px+env(safe-area-inset-bottom))]">
        <Button type="submit" variant="primary" isBusy={isBusy} className="w-full max-md:h-11! max-md:text-lead!">
          {hold === null || isStale ? t('estimate.start') : t('estimate.startAndHold', { hold })}
        </Button>
      </div>
      <p className="mt-2 text-small text-pretty text-fg-3">{t('estimate.holdIsNoCharge')}</p>
    </Panel>
  );
}

function NoEstimate({ problem, isUnread }: Pick<EstimatePanelProps, 'problem' | 'isUnread'>) {
  const t = useTranslations('fineTuning');
  if (isUnread) return <p className="text-pretty text-fg-2">{t('estimate.unread')}</p>;
  if (problem !== null)
    return (
      <Note tone="warning">
        <ProblemText problem={problem} />
      </Note>
    );
  return (
    <div className="grid gap-3" aria-busy="true">
      <Skeleton width="60%" height="28px" />
      <Skeleton width="90%" />
      <Skeleton width="75%" />
      <Skeleton width="82%" />
    </div>
  );
}

interface FiguresProps {
  estimate: EstimateAnswer;
  isStale: boolean;
}

function Figures({ estimate: answer, isStale }: FiguresProps) {
  const t = useTranslations('fineTuning');
  const { spec, estimate, availableMicros } = answer;
  const low = formatAmount(estimate.amountMicrosLow);
  const high = formatAmount(estimate.amountMicros);
  const left = BigInt(availableMicros) - BigInt(estimate.amountMicros);
  const perEpoch = BigInt(estimate.tokens) / BigInt(spec.epochs);
  return (
    <>
      <p className="text-figure font-medium tabular-nums">{low === high ? high : `${low} – ${high}`}</p>
      <p className="text-small text-pretty text-fg-3">
        {isStale ? t('estimate.stale') : low === high ? t('estimate.neverMore') : t('estimate.lowerIfEarly')}
      </p>
      <div className="mt-3">
        <KeyValues
          rows={[
            {
              label: t('estimate.training'),
              labelDetail: t(isOfCells(spec) ? 'estimate.tokensOfCells' : 'estimate.tokens', {
                epochs: spec.epochs,
                tokens: formatCount(perEpoch),
              }),
              value: high,
            },
            {
              label: t('estimate.evaluation'),
              labelDetail: t('estimate.onHeldOut'),
              value: t('estimate.free'),
            },
            { label: t('estimate.atMost'), value: high, isTotal: true },
          ]}
        />
      </div>
      <div className="mt-4 border-t border-line pt-1">
        <KeyValues
          rows={[
            { label: t('estimate.time'), value: formatDurationRange(estimate.seconds) },
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

/** A table is read by its cells. */
function isOfCells(spec: EstimateAnswer['spec']): boolean {
  const kind = kindOfSpec(spec);
  return kind === 'tabular' || kind === 'recommendation';
}

/** What is needed, what there is, two ways out. */
function Shortage({ estimate, billingHref }: Pick<EstimatePanelProps, 'billingHref'> & { estimate: EstimateAnswer }) {
  const t = useTranslations('fineTuning');
  const epochs = epochsThatFit(estimate);
  return (
    <Note tone="warning">
      {t('estimate.needed', {
        needed: formatAmount(estimate.estimate.amountMicros),
        available: formatMoney(estimate.availableMicros),
      })}{' '}
      {t.rich(billingHref === null ? 'estimate.waysOutByOwner' : 'estimate.waysOut', {
        link: (chunks) => (
          <Link className="link" href={billingHref ?? ''}>
            {chunks}
          </Link>
        ),
        epochs: epochs ?? 0,
      })}
    </Note>
  );
}
