import { AppError } from '@modelmint/domain/errors';
import type { RecommenderModel } from '@modelmint/domain/recommender-spec';
import type { Engine } from '../engine/engine.ts';
import { openWeights } from '../fitting/fit-state.ts';
import type { TableRow } from '../tabular/table-row.ts';
import { meanVector, scoreItems, scoreVectors } from './compute-vectors.ts';
import type { EntityId } from './interaction.ts';
import { type Known, openKnower } from './open-knower.ts';
import { type RecommenderArtifact, readRecommenderArtifact } from './recommender-artifact.ts';
import { seenBy } from './seen-items.ts';
import { topPlaces } from './top-places.ts';

/** What the answer rests on; `popularity` and `mean` are the same for everyone of whom nothing is known. */
export interface Basis {
  user: 'interactions' | 'features' | 'popularity';
  item: 'interactions' | 'features' | 'mean';
}

export interface ScoredItem {
  item: string;
  /** A rating, held within those of the training; or, without ratings, a number that ranks the items of one user. */
  score: number;
  basis: Basis;
}

export interface RecommendOptions {
  /** Items that are not to be recommended, beside those that the user has. */
  exclude?: Iterable<EntityId>;
  /** Also what the user has. Default: false */
  includesSeen?: boolean;
  /** Of a user without interactions. */
  userFeatures?: TableRow;
}

export interface ScoreOptions {
  /** Of a user or an item without interactions. */
  userFeatures?: TableRow;
  itemFeatures?: TableRow;
}

export interface LoadedRecommender extends RecommenderModel {
  /**
   * The `k` best items, best first. A user of whom nothing is known gets the popular ones.
   *
   * @throws AppError `invalid_value` for features that do not fit the columns.
   */
  recommend(user: EntityId, k: number, options?: RecommendOptions): ScoredItem[];
  /** @throws AppError `invalid_value` for features that do not fit the columns. */
  score(user: EntityId, item: EntityId, options?: ScoreOptions): ScoredItem;
  /** Memory that the vectors take. */
  bytes: number;
  dispose(): void;
}

const recommendedMax = 1000;

/**
 * Loads what `trainRecommender` wrote as its artifact.
 *
 * @throws AppError `invalid_state` when a file is missing, cut off, of another program, or does not fit the others.
 */
export async function loadRecommender(options: { engine: Engine; folder: string }): Promise<LoadedRecommender> {
  const { engine, folder } = options;
  const artifact = await readRecommenderArtifact(folder);
  const { model, vectors, seen, itemIds } = artifact;
  const { parameter, dispose } = openWeights(engine.tf, artifact.towers);
  const knowUser = openKnower(engine, 'user', { ...artifact, parameter });
  const knowItem = openKnower(engine, 'item', { ...artifact, parameter });
  const answer = openAnswer(artifact);

  function recommend(id: EntityId, k: number, asked: RecommendOptions = {}): ScoredItem[] {
    if (!Number.isInteger(k) || k < 1 || k > recommendedMax)
      throw new AppError('invalid_value', `k must be an integer from 1 to ${recommendedMax} and is ${k}.`, {
        param: 'k',
      });
    const user = knowUser(id, asked.userFeatures);
    const { vector } = user;
    const scores = vector === undefined ? Float64Array.from(artifact.popularity) : scoreItems(vector, vectors);
    const drop = (item: number | undefined) => {
      if (item !== undefined) scores[item] = Number.NEGATIVE_INFINITY;
    };
    if (asked.includesSeen !== true && user.place !== undefined) seenBy(seen, user.place).forEach(drop);
    for (const item of asked.exclude ?? []) drop(knowItem(item).place);
    return topPlaces(scores, k).map((place) => {
      const item = itemIds[place] ?? '';
      return answer(user, knowItem(item), item);
    });
  }

  return {
    ...model,
    recommend,
    score: (user, item, { userFeatures, itemFeatures } = {}) =>
      answer(knowUser(user, userFeatures), knowItem(item, itemFeatures), String(item).trim()),
    bytes: vectors.users.byteLength + vectors.items.byteLength + seen.items.byteLength + seen.starts.byteLength,
    dispose,
  };
}

/** Nothing is known of a user: how popular the item is. Nothing of an item: it is like the mean of all. */
function openAnswer({ model, vectors, popularity }: RecommenderArtifact) {
  const { spec, mean, range, trainedItems } = model;
  const { factors } = spec;
  const unknownItem = meanVector(vectors.items, trainedItems, factors);
  const usual = popularity.subarray(0, trainedItems).reduce((sum, one) => sum + one / trainedItems, 0);
  const isRating = spec.objective === 'squared-error';
  const hold = (score: number) => (isRating ? Math.min(range.high, Math.max(range.low, mean + score)) : score);
  return (user: Known, item: Known, id: string): ScoredItem => {
    const itemBasis = item.basis === 'nothing' ? 'mean' : item.basis;
    if (user.vector === undefined || user.basis === 'nothing') {
      const score = popularity[item.place ?? -1] ?? usual;
      // Features say nothing of how popular an item is.
      const basis: Basis = { user: 'popularity', item: item.basis === 'interactions' ? 'interactions' : 'mean' };
      return { item: id, score, basis };
    }
    const score = hold(scoreVectors(user.vector, item.vector ?? unknownItem, factors));
    return { item: id, score, basis: { user: user.basis, item: itemBasis } };
  };
}
