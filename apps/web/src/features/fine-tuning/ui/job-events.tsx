import type { TrainingSpec } from '@modelmint/domain/training-spec';
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
  const measure = heldOutMeasure(spec);
  const saved = new Set(checkpoints.map(({ step }) => step));
  const evaluations = points.flatMap((point): LogLine[] => {
    const { step, validLoss, validAccuracy, createdAt } = point;
    if (validLoss === null) return [];
    const accuracy = validAccuracy === null ? '' : `, accuracy ${formatShare(validAccuracy)}`;
    const checkpoint = saved.has(step) ? ', checkpoint saved' : '';
    return [
      {
        id: `step-${step}`,
        at: createdAt,
        children: `Step ${formatCount(step)}: held-out ${measure.name} ${measure.format(measure.toFigure(validLoss))}${accuracy}${checkpoint}`,
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
        children: message,
      }),
    );
  // Reports that were written together have one time: of those the later step comes first.
  const lines = [...messages, ...evaluations.reverse()]
    .sort((a, b) => new Date(b.at).getTime() - new Date(a.at).getTime())
    .slice(0, linesMax);
  return (
    <Panel title="Events" aside="UTC" isFlush>
      {lines.length === 0 ? (
        <p className="px-4 pb-4 text-fg-2">Nothing has happened yet.</p>
      ) : (
        <section
          className="max-h-220 overflow-y-auto focus-visible:-outline-offset-2"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label="Events, newest first"
        >
          <EventLog label="Events, newest first" lines={lines} />
        </section>
      )}
    </Panel>
  );
}
