import type { Translate } from '../../../i18n/translate.ts';
import type { LinePoint, LineSeries } from '../../../ui/line-chart.tsx';
import type { MetricPoint } from '../server/list-job-metrics.ts';

/**
 * The points of the run that counts, by rising step. After a worker was lost, another one goes on from a checkpoint:
 * what the lost one had reported beyond that is older than the steps before it, and is dropped until it is done again.
 */
export function pointsThatCount(points: readonly MetricPoint[]): MetricPoint[] {
  let latest = 0;
  return points
    .toSorted((a, b) => a.step - b.step)
    .filter(({ createdAt }) => {
      const isInOrder = createdAt.getTime() >= latest;
      latest = Math.max(latest, createdAt.getTime());
      return isInOrder;
    });
}

/** Below this, a line is read as it is. */
const smoothedFrom = 30;

/** The raw line pale, a smoothed one of the same colour over it; short runs are shown raw. */
function trainLines(t: Translate<'fineTuning'>, points: readonly LinePoint[]): LineSeries[] {
  if (points.length < smoothedFrom) return [{ name: t('chart.train'), points, colour: 0 }];
  return [
    { name: t('chart.trainEach'), points, colour: 0, isFaint: true },
    { name: t('chart.train'), points: smooth(points), colour: 0 },
  ];
}

/** Points on each side that a smoothed one is the mean of. */
const reach = 3;

/** Mean over a few points around each: calmer than the raw line, and neither late nor early against it. */
export function smooth(points: readonly LinePoint[]): LinePoint[] {
  return points.map(({ x, y }, index) => {
    // As far to the left as to the right, so that the ends do not lean.
    const side = Math.min(reach, index, points.length - 1 - index);
    const values = points.slice(index - side, index + side + 1).flatMap((near) => (near.y === null ? [] : [near.y]));
    return { x, y: y === null ? null : values.reduce((sum, value) => sum + value, 0) / values.length };
  });
}

export interface TrainingCurves {
  loss: LineSeries[];
  accuracy: LineSeries[];
  /** The training alone, and the held-out examples alone: for those whose held-out loss is another measure. */
  trainLoss: LineSeries[];
  heldOutLoss: LineSeries[];
  /** e^loss on the held-out examples: for language models. */
  perplexity: LineSeries[];
  /** Where the axis of accuracy starts, a multiple of 0.2, so that the lines use its height. */
  accuracyFrom: number;
  isSmoothed: boolean;
}

export function trainingCurves(t: Translate<'fineTuning'>, all: readonly MetricPoint[]): TrainingCurves {
  const points = pointsThatCount(all);
  const line = (of: (point: MetricPoint) => number | null): LinePoint[] =>
    points.flatMap((point) => {
      const y = of(point);
      return y === null ? [] : [{ x: point.step, y }];
    });
  const heldOut = (values: LinePoint[]): LineSeries[] =>
    values.length === 0 ? [] : [{ name: t('chart.heldOut'), points: values, colour: 1, hasDots: values.length <= 24 }];
  const trainLoss = line((point) => point.trainLoss);
  const accuracy = [
    ...trainLines(
      t,
      line((point) => point.trainAccuracy),
    ),
    ...heldOut(line((point) => point.validAccuracy)),
  ];
  // Some tasks know it at evaluations only; a line without a point would still have its name in the chart.
  const known = accuracy.filter((each) => each.points.length > 0);
  const lowest =
    known.length === 0 ? 0 : Math.min(1, ...known.flatMap((each) => each.points.map((point) => point.y ?? 1)));
  const heldOutLoss = heldOut(line((point) => point.validLoss));
  return {
    loss: [...trainLines(t, trainLoss), ...heldOutLoss],
    trainLoss: trainLines(t, trainLoss),
    heldOutLoss,
    accuracy: known.length === 0 ? accuracy : known,
    perplexity: heldOut(line(({ validLoss }) => (validLoss === null ? null : Math.exp(validLoss)))),
    accuracyFrom: Math.min(0.8, Math.max(0, Math.floor(lowest * 5) / 5)),
    isSmoothed: trainLoss.length >= smoothedFrom,
  };
}
