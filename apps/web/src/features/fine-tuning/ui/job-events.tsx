import type { TrainingSpec } from '@modelmint/domain/training-spec';
import { useTranslations } from 'next-intl';
import { translateProblem } from '../../../i18n/translate-problem.ts';
import { EventLog, type LogLine } from '../../../ui/event-log.tsx';
import { formatCount, formatShare } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import type { CheckpointView } from '../server/list-checkpoints.ts';
import type { JobEventView } from '../server/list-job-events.ts';
import type { MetricPoint } from '../server/list-job-metrics.ts';
import { heldOutMeasure } from './held-out-measure.ts';

interface JobEventsProps {
  events: readonly JobEventView[];
  points: readonly MetricPoint[];
  checkpoints: readonly CheckpointView[];
  spec: TrainingSpec | null;
}

const tones = { info: 'neutral', warn: 'warning', error: 'danger' } as const;
const linesMax = 100;

/** What the platform has said, with each evaluation of the run. */
export function JobEvents({ events, points, checkpoints, spec }: JobEventsProps) {
  const t = useTranslations('fineTuning');
  const measure = heldOutMeasure(spec);
  const saved = new Set(checkpoints.map(({ step }) => step));
  const evaluations = points.flatMap((point): LogLine[] => {
    const { step, validLoss, validAccuracy, createdAt } = point;
    if (validLoss === null) return [];
    const parts = [
      ...(validAccuracy === null ? [] : [t('events.accuracy', { accuracy: formatShare(validAccuracy) })]),
      ...(saved.has(step) ? [t('events.saved')] : []),
    ];
    return [
      {
        id: `step-${step}`,
        at: createdAt,
        children: [
          t('events.evaluated', {
            step: formatCount(step),
            measure: measure.name ?? t('events.loss'),
            figure: measure.format(measure.toFigure(validLoss)),
          }),
          ...parts,
        ].join(t('events.comma')),
      },
    ];
  });
  // Samples have a panel of their own.
  const messages = events
    .filter(({ data }) => data?.samples === undefined)
    .map(
      ({ id, level, message, createdAt }): LogLine => ({
        id,
        at: createdAt,
        tone: tones[level],
        children: translateProblem(message),
      }),
    );
  // Reports that were written together have one time: of those the later step comes first.
  const lines = [...messages, ...evaluations.reverse()]
    .sort((a, b) => new Date(b.at).getTime() - new Date(a.at).getTime())
    .slice(0, linesMax);
  return (
    <Panel title={t('events.title')} aside="UTC" isFlush>
      {lines.length === 0 ? (
        <p className="px-4 pb-4 text-fg-2">{t('events.none')}</p>
      ) : (
        <section
          className="max-h-220 overflow-y-auto focus-visible:-outline-offset-2"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={t('events.newestFirst')}
        >
          <EventLog label={t('events.newestFirst')} lines={lines} />
        </section>
      )}
    </Panel>
  );
}
