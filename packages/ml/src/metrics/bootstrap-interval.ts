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
  { seed, resamples = 1000, confidence = 0.95 }: BootstrapOptions,
): Interval {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const estimate = metric(all);
  const random = seededRandom(seed);
  const drawn = new Int32Array(rows);
  const values: number[] = [];
  for (let n = 0; n < resamples; n++) {
    for (let row = 0; row < rows; row++) drawn[row] = Math.floor(random() * rows);
    const value = metric(drawn);
    if (!Number.isNaN(value)) values.push(value);
  }
  const sorted = Float64Array.from(values).sort();
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
