import { seededRandom } from '../random/seeded-random.ts';

export interface Interval {
  estimate: number;
  low: number;
  high: number;
}

export interface BootstrapOptions {
  seed: number;
  /** How often rows are drawn anew. */
  resamples?: number;
  /** The share of resamples within the interval. */
  confidence?: number;
}

/**
 * A confidence interval by the percentile bootstrap (Efron 1979): `metric` of as many rows drawn with replacement, many
 * times over; the interval holds the middle of those values. The same seed gives the same interval. Resamples in which
 * the metric is not a number, such as an area under a curve without positives, are left out.
 *
 * @param metric gets the places of the drawn rows, in an array that is used again
 */
export function bootstrapInterval(
  rows: number,
  metric: (drawn: Int32Array) => number,
  { confidence, ...options }: BootstrapOptions,
): Interval {
  return intervalOf(
    Array.from(drawRows(rows, options), (drawn) => metric(drawn)),
    confidence,
  );
}

/**
 * The rows as they are, then as often as asked as many of them drawn with replacement, in one array that is used again:
 * for whoever has to do something else in between.
 */
export function* drawRows(
  rows: number,
  { seed, resamples = 1000 }: Pick<BootstrapOptions, 'seed' | 'resamples'>,
): Generator<Int32Array> {
  const drawn = Int32Array.from({ length: rows }, (_, row) => row);
  yield drawn;
  const random = seededRandom(seed);
  for (let n = 0; n < resamples; n++) {
    for (let row = 0; row < rows; row++) drawn[row] = Math.floor(random() * rows);
    yield drawn;
  }
}

/** Of the values of a metric for what `drawRows` has given, in that order. */
export function intervalOf([estimate = Number.NaN, ...values]: readonly number[], confidence = 0.95): Interval {
  const sorted = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort();
  return {
    estimate,
    low: percentile(sorted, (1 - confidence) / 2),
    high: percentile(sorted, (1 + confidence) / 2),
  };
}

/** Between two neighbours the line through them. NaN of nothing. */
function percentile(sorted: Float64Array, quantile: number): number {
  const place = quantile * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
