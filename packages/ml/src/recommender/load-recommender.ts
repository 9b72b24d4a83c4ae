import { AppError } from '@modelmint/domain/errors';
import type { RecommenderModel } from '@modelmint/domain/recommender-spec';
import type { Engine } from '../engine/engine.ts';
import { openWeights } from '../fitting/fit-state.ts';
import type { TableRow } from '../tabular/table-row.ts';
import { meanVector, scoreVectors } from './compute-vectors.ts';
import type { EntityId } from './interaction.ts';
import { type Know, type Known, openKnower } from './open-knower.ts';
import { type Ranking, rankItems } from './rank-items.ts';
import { type RecommenderArtifact, readRecommenderArtifact } from './recommender-artifact.ts';
import { runInSlices } from './run-in-slices.ts';
import { includes, seenBy } from './seen-items.ts';

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

/** One user of a call for several. */
export interface AskedUser extends RecommendOptions {
  user: EntityId;
  k: number;
  /** Only these are ranked, what the user has and what nothing is known of among them. Default: all that are known. */
  among?: Iterable<EntityId> | undefined;
}

export interface Recommendation {
  basis: Basis['user'];
  /** Best first. */
  items: ScoredItem[];
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
  /**
   * The same for several users in one pass over the items, with messages let in every few milliseconds.
   *
   * @throws AppError `invalid_value` as `recommend` does, the signal's reason.
   */
  recommendAll(asked: readonly AskedUser[], signal?: AbortSignal): Promise<Recommendation[]>;
  /** @throws AppError `invalid_value` for features that do not fit the columns. */
  score(user: EntityId, item: EntityId, options?: ScoreOptions): ScoredItem;
  /** Memory that it takes: vectors, ids, and what each user has. */
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
  const { model } = artifact;
  const { parameter, dispose } = openWeights(engine.tf, artifact.towers);
  const knowUser = openKnower(engine, 'user', { ...artifact, parameter });
  const knowItem = openKnower(engine, 'item', { ...artifact, parameter });
  const recommender = openRecommender({ ...artifact, knowUser, knowItem, answer: openAnswer(artifact) });

  return {
    ...model,
    ...recommender,
    score: (user, item, { userFeatures, itemFeatures } = {}) =>
      recommender.answer(knowUser(user, userFeatures), knowItem(item, itemFeatures), String(item).trim()),
    bytes: bytesOf(artifact),
    dispose,
  };
}

interface Parts extends RecommenderArtifact {
  knowUser: Know;
  knowItem: Know;
  answer: ReturnType<typeof openAnswer>;
}

function openRecommender(parts: Parts) {
  const { knowUser, knowItem, itemIds, answer } = parts;

  function* rank(asked: readonly AskedUser[]): Generator<undefined, Recommendation[]> {
    const users = asked.map(({ user, k, userFeatures }) => {
      checkCount(k);
      return knowUser(user, userFeatures);
    });
    const knownOf = (index: number) => users[index] ?? knowUser('');
    const rankings = asked.map((one, index) => rankingOf(parts, one, knownOf(index)));
    const open = rankings.flatMap((ranking, index) => (asked[index]?.among === undefined ? [ranking] : []));
    const found = yield* rankItems(open, parts);
    const next = found.values();
    return asked.map((one, index) => {
      const user = knownOf(index);
      const items =
        one.among === undefined
          ? (next.next().value ?? []).map((place) => answer(user, knowItem(itemIds[place] ?? ''), itemIds[place] ?? ''))
          : rankAmong(parts, { ...one, among: one.among }, user);
      return { basis: user.basis === 'nothing' ? 'popularity' : user.basis, items };
    });
  }

  return {
    answer,
    recommend: (user: EntityId, k: number, options: RecommendOptions = {}): ScoredItem[] => {
      const ranked = rank([{ ...options, user, k }]);
      for (;;) {
        const { done, value } = ranked.next();
        if (done === true) return value[0]?.items ?? [];
      }
    },
    recommendAll: (asked: readonly AskedUser[], signal?: AbortSignal) => runInSlices(rank(asked), signal),
  };
}

function checkCount(k: number): void {
  if (Number.isInteger(k) && k >= 1 && k <= recommendedMax) return;
  throw new AppError('invalid_value', `k must be an integer from 1 to ${recommendedMax} and is ${k}.`, { param: 'k' });
}

function rankingOf({ seen, knowItem }: Parts, { k, exclude = [], includesSeen }: AskedUser, user: Known): Ranking {
  const excluded = new Set([...exclude].map((item) => knowItem(item).place));
  const own = includesSeen === true || user.place === undefined ? new Int32Array() : seenBy(seen, user.place);
  return { vector: user.vector, k, isDropped: (item) => includes(own, item) || excluded.has(item) };
}

function rankAmong({ knowItem, answer }: Parts, asked: AskedUser & { among: Iterable<EntityId> }, user: Known) {
  const textOf = (item: EntityId) => String(item).trim();
  const excluded = new Set([...(asked.exclude ?? [])].map(textOf));
  const items = [...new Set([...asked.among].map(textOf))].filter((item) => !excluded.has(item));
  const scored = items.map((item) => answer(user, knowItem(item), item));
  return scored.sort((a, b) => b.score - a.score).slice(0, asked.k);
}

/** Of an id its text, its place in a list, and in the map that finds it. */
const idBytes = 96;

function bytesOf({ vectors, popularity, seen, towers, userIds, itemIds }: RecommenderArtifact): number {
  const arrays = [
    vectors.users,
    vectors.items,
    popularity,
    seen.items,
    seen.starts,
    ...towers.map((one) => one.values),
  ];
  const texts = [userIds, itemIds].map((ids) => ids.reduce((sum, id) => sum + idBytes + id.length, 0));
  return [...arrays.map(({ byteLength }) => byteLength), ...texts].reduce((sum, one) => sum + one, 0);
}

/** Nothing is known of a user: how popular the item is. Nothing of an item: it is like the mean of all. */
function openAnswer({ model, vectors, popularity }: RecommenderArtifact) {
  const { spec, mean, deviation, range, trainedItems } = model;
  const { factors } = spec;
  const unknownItem = meanVector(vectors.items, trainedItems, factors);
  const usual = popularity.subarray(0, trainedItems).reduce((sum, one) => sum + one / trainedItems, 0);
  const isRating = spec.objective === 'squared-error';
  const hold = (score: number) =>
    isRating ? Math.min(range.high, Math.max(range.low, mean + deviation * score)) : score;
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
