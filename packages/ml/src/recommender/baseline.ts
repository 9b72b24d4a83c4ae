/** What is known without any vector: the fallback for users that were never seen, and what a model must beat. */
export interface Baseline {
  /** Of all ratings; 0 without ratings. */
  mean: number;
  /** Of all ratings from their mean, the unit of the scores of a model; 1 without ratings. */
  deviation: number;
  /** Per item the rating that is expected of anyone, or the share of users that have it. */
  items: Float32Array; // [items]
  /** Per user what is added to it; 0 without ratings. */
  users: Float32Array; // [users]
}

/** Keeps the logarithm finite where nobody has an item and nothing is shrunk. */
const smallestShare = 1e-9;

interface Rated {
  user: Int32Array;
  item: Int32Array;
  rating: Float32Array;
}

export interface BaselineSize {
  users: number;
  items: number;
  shrinkage: number;
}

/**
 * Means of items, then of what they leave to users, each drawn to the mean of all as if `shrinkage` more rows had that
 * (Koren 2010, "Factor in the neighbors", §2.1).
 */
export function ratingBaseline({ user, item, rating }: Rated, size: BaselineSize): Baseline {
  const mean = rating.reduce((sum, value) => sum + value, 0) / Math.max(1, rating.length);
  const residual = (of: number, row: number) => (rating[row] ?? Number.NaN) - of;
  const items = shrunkMeans(item, size.items, { ...size, valueAt: (row) => residual(mean, row) });
  const users = shrunkMeans(user, size.users, {
    ...size,
    valueAt: (row) => residual(mean + (items[item[row] ?? -1] ?? 0), row),
  });
  const squares = rating.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / Math.max(1, rating.length));
  return { mean, deviation, items: items.map((value) => value + mean), users };
}

/** The share of the users that have the item, drawn to that of the mean item as if `shrinkage` more users had so few. */
export function popularityBaseline(item: Int32Array, { users, items, shrinkage }: BaselineSize): Baseline {
  const counts = new Float32Array(items);
  for (const one of item) counts[one] = (counts[one] ?? 0) + 1;
  const prior = item.length / Math.max(1, users * items);
  const shares = counts.map((count) => (count + shrinkage * prior) / Math.max(1, users + shrinkage));
  return { mean: 0, deviation: 1, items: shares, users: new Float32Array(users) };
}

/**
 * Biases that make the scores of a model without vectors those of the baseline. Where items are set against others drawn
 * evenly, the best score without vectors is the logarithm of how popular an item is; only differences count.
 */
export function startBiases(
  { mean, deviation, items, users }: Baseline,
  isRating: boolean,
): { users: Float32Array; items: Float32Array } {
  if (isRating) {
    const scaled = (value: number) => value / deviation;
    return { users: users.map(scaled), items: items.map((value) => scaled(value - mean)) };
  }
  const logarithms = items.map((share) => Math.log(Math.max(share, smallestShare)));
  const middle = logarithms.reduce((sum, one) => sum + one / items.length, 0);
  return { users, items: logarithms.map((one) => one - middle) };
}

function shrunkMeans(
  places: Int32Array,
  count: number,
  { shrinkage, valueAt }: { shrinkage: number; valueAt: (row: number) => number },
): Float32Array {
  const sums = new Float64Array(count);
  const rows = new Int32Array(count);
  places.forEach((place, row) => {
    sums[place] = (sums[place] ?? 0) + valueAt(row);
    rows[place] = (rows[place] ?? 0) + 1;
  });
  return Float32Array.from(sums, (sum, place) => (sum === 0 ? 0 : sum / ((rows[place] ?? 0) + shrinkage)));
}
