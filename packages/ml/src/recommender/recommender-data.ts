import { AppError } from '@modelmint/domain/errors';
import type { RecommenderSpec } from '@modelmint/domain/recommender-spec';
import { type Baseline, type BaselineSize, popularityBaseline, ratingBaseline, startBiases } from './baseline.ts';
import { type Entities, type FeatureRows, readEntities } from './entity-features.ts';
import { collectInteractions, type Interactions, type InteractionTable } from './interaction.ts';
import { listSeen, type SeenItems } from './seen-items.ts';
import { splitLast } from './split-last.ts';

/** Interactions by the places of users and items; −1 for an item of which nothing is known. */
export interface Rated {
  user: Int32Array; // [rows]
  item: Int32Array; // [rows]
  rating: Float32Array; // [rows]
}

export interface RecommenderData {
  users: Entities;
  items: Entities;
  train: Rated;
  /** The last interaction of each user that has several. */
  validation: Rated;
  /** In training. */
  seen: SeenItems;
  /** Of training. */
  baseline: Baseline;
  /** Of the ratings in training, the lowest and the highest. */
  range: { low: number; high: number };
  /** Rows that a later one of the same user and item replaced. */
  replaced: number;
}

export interface RowsToRead {
  spec: RecommenderSpec;
  interactions: Interactions;
  userFeatures?: FeatureRows | undefined;
  itemFeatures?: FeatureRows | undefined;
  signal?: AbortSignal | undefined;
}

/** @throws AppError `dataset_invalid` for rows that do not fit, or too few to learn from and to measure on. */
export async function readRecommenderData(options: RowsToRead): Promise<RecommenderData> {
  const { spec, userFeatures, itemFeatures, signal } = options;
  const needsRating = spec.objective === 'squared-error';
  const table = await collectInteractions(options.interactions, { needsRating, signal });
  const split = splitLast(table.user);
  if (split.validation.length === 0)
    throw new AppError(
      'dataset_invalid',
      `Each of ${table.users.length} users has a single interaction: users of two or more are needed, to hold their last one out.`,
    );
  const idsOf = (column: 'user' | 'item') => {
    const places = new Set<number>();
    for (const row of split.train) places.add(table[column][row] ?? -1);
    return Array.from(places, (place) => table[`${column}s`][place] ?? '');
  };
  const { missingWords } = spec;
  const users = await readEntities(idsOf('user'), userFeatures, {
    noun: 'user',
    columns: spec.userFeatures,
    missingWords,
  });
  const items = await readEntities(idsOf('item'), itemFeatures, {
    noun: 'item',
    columns: spec.itemFeatures,
    missingWords,
  });
  if (items.trained < 2)
    throw new AppError(
      'dataset_invalid',
      `All training interactions are with the item "${items.ids[0]}": give rows of others.`,
    );
  const place = placer(table, { users, items });
  const train = place(split.train);
  const range = rangeOf(train.rating);
  if (needsRating && range.low === range.high)
    throw new AppError('dataset_invalid', `Every rating is ${range.low}: train without ratings, on what users did.`);
  const size: BaselineSize = { users: users.ids.length, items: items.ids.length, shrinkage: spec.shrinkage };
  const baseline = needsRating ? ratingBaseline(train, size) : popularityBaseline(train.item, size);
  const biases = startBiases(baseline, needsRating);
  return {
    users: { ...users, bias: biases.users.slice(0, users.trained) },
    items: { ...items, bias: biases.items.slice(0, items.trained) },
    train,
    validation: place(split.validation),
    seen: listSeen(train, users.ids.length),
    baseline,
    range,
    replaced: table.replaced,
  };
}

function placer(table: InteractionTable, { users, items }: { users: Entities; items: Entities }) {
  const mapOf = (ids: readonly string[], to: Entities) => {
    const places = new Map(to.ids.map((id, index) => [id, index]));
    return Int32Array.from(ids, (id) => places.get(id) ?? -1);
  };
  const [userOf, itemOf] = [mapOf(table.users, users), mapOf(table.items, items)];
  return (rows: Int32Array): Rated => ({
    user: rows.map((row) => userOf[table.user[row] ?? -1] ?? -1),
    item: rows.map((row) => itemOf[table.item[row] ?? -1] ?? -1),
    rating: new Float32Array(rows.length).map((_, index) => table.rating[rows[index] ?? -1] ?? Number.NaN),
  });
}

function rangeOf(rating: Float32Array): { low: number; high: number } {
  const first = rating[0] ?? 0;
  return rating.reduce(({ low, high }, value) => ({ low: Math.min(low, value), high: Math.max(high, value) }), {
    low: first,
    high: first,
  });
}
