import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MeasuredFigure } from '@modelmint/domain/evaluation-report';
import { drawRows, intervalOf } from '@modelmint/ml/metrics/bootstrap-interval';

export const confidence = 0.95;
const seed = 1;
/** Draws of one figure: seconds, even of the slowest one. */
const drawsMax = 20_000_000;
const resamples = { min: 200, max: 1_000 };
/** For so long nothing else happens in the worker, whose claims live by a heartbeat. */
const turnMs = 50;

export type Metric = (drawn: Int32Array) => number;

/** The same rows are drawn for each figure, so that those of two models on the same rows are drawn together. */
export async function measureFigure(rows: number, metric: Metric): Promise<MeasuredFigure> {
  await nextTurn();
  if (rows === 0) return { estimate: null, low: null, high: null };
  const times = Math.min(resamples.max, Math.max(resamples.min, Math.floor(drawsMax / rows)));
  const values: number[] = [];
  let turnAt = performance.now() + turnMs;
  for (const drawn of drawRows(rows, { seed, resamples: times })) {
    values.push(metric(drawn));
    if (performance.now() < turnAt) continue;
    await nextTurn();
    turnAt = performance.now() + turnMs;
  }
  const { estimate, low, high } = intervalOf(values, confidence);
  return { estimate: figureOf(estimate), low: figureOf(low), high: figureOf(high) };
}

/** JSON has no NaN and no infinity. */
export const figureOf = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The mean of a number of each drawn row. */
export const meanOf =
  (values: ArrayLike<number>): Metric =>
  (drawn) => {
    let sum = 0;
    for (const row of drawn) sum += values[row] ?? 0;
    return sum / drawn.length;
  };
