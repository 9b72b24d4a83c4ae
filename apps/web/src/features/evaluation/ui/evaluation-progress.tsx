import { useTranslations } from 'next-intl';
import { formatAmount, formatRate } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Progress } from '../../../ui/progress.tsx';
import type { EvaluationView } from '../server/evaluation-view.ts';

interface EvaluationProgressProps {
  evaluation: EvaluationView;
  /** False when nobody is there who could answer. */
  hasWorker: boolean;
}

/** How far one that has not ended is, and why it waits. */
export function EvaluationProgress({ evaluation: { job, rowsAsked }, hasWorker }: EvaluationProgressProps) {
  const t = useTranslations('evaluation');
  const done = job.rowsDone + job.rowsFailed;
  const sentence = () => {
    if (job.shown === 'finishing' || job.shown === 'cancelling') return t(`detail.${job.shown}`);
    if (!hasWorker) return t('detail.noWorker');
    if (job.shown === 'validating') return t('detail.reading');
    return job.shown === 'queued' ? t('detail.queued') : t('detail.running');
  };
  return (
    <Panel title={t('detail.progress')} className="h-full">
      <Progress
        label={t('detail.progress')}
        share={rowsAsked === 0 ? 0 : done / rowsAsked}
        left={t('detail.rowsOf', { done, total: rowsAsked })}
        isLarge
      />
      <p className="mt-4 text-pretty text-fg-2">{sentence()}</p>
    </Panel>
  );
}

export function EvaluationCost({ evaluation: { job } }: Pick<EvaluationProgressProps, 'evaluation'>) {
  const t = useTranslations('evaluation');
  const { rateMicros, heldMicros, chargedMicros, isOver } = job;
  return (
    <Panel title={t('detail.cost')} className="h-full">
      <KeyValues
        rows={[
          ...(rateMicros === null ? [] : [{ label: t('detail.price'), value: formatRate(rateMicros) }]),
          ...(isOver ? [] : [{ label: t('detail.heldMost'), value: formatAmount(heldMicros) }]),
          {
            ...{ label: isOver ? t('detail.charged') : t('detail.soFar'), value: formatAmount(chargedMicros) },
            isTotal: true,
          },
        ]}
      />
      <p className="mt-2 text-small text-pretty text-fg-3">{t('detail.costText')}</p>
    </Panel>
  );
}
