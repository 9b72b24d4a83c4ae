import type { RecommenderSpec } from '@modelmint/domain/recommender-spec';
import { breathe } from '../fitting/breathe.ts';
import { measureRegression } from '../metrics/measure-regression.ts';
import { meanReciprocalRank, ndcgAt, type RankedQuery, recallAt } from '../metrics/ranking.ts';
import { seededRandom, shuffle } from '../random/seeded-random.ts';
import { meanVector, scoreItems, scoreVectors, type Vectors, vectorAt } from './compute-vectors.ts';
import type { RecommenderData } from './recommender-data.ts';
import { seenBy } from './seen-items.ts';
import { topPlaces } from './top-places.ts';

export interface RankingFigures {
  /** Share of the held-out items that are among the first `rankedAt`. */
  recall: number;
  ndcg: number;
  /** Mean of 1 / place; items beyond the first 100 count 0. */
  mrr: number;
}

/** Of the held-out interactions, the last of each user. */
export type RecommenderFigures =
  | {
      kind: 'rating';
      rmse: number;
      mae: number;
      /** Of the means of items and users, without vectors. */
      baselineRmse: number;
      rows: number;
    }
  | (RankingFigures & {
      kind: 'ranking';
      rankedAt: number;
      /** Of the most popular items for everyone. */
      baseline: RankingFigures;
      /** Users that were ranked for. */
      users: number;
      /** Of them, those whose held-out item the model knows nothing of: nobody could find it. */
      unknownItems: number;
    });

export interface MeasureOptions {
  spec: RecommenderSpec;
  data: RecommenderData;
  signal?: AbortSignal | undefined;
}

const evaluationStream = 7;
const rankedMax = 100;
const usersBetweenBreaths = 50;

/** `loss` is the mean squared error of ratings in units of their deviation, or 1 − NDCG: lower is better. */
export async function measureRecommender(
  vectors: Vectors,
  options: MeasureOptions,
): Promise<{ loss: number; figures: RecommenderFigures }> {
  if (options.spec.objective === 'squared-error') {
    const figures = measureRatings(vectors, options.data);
    return { loss: (figures.rmse / options.data.baseline.deviation) ** 2, figures };
  }
  const figures = await measureRanking(vectors, options);
  return { loss: 1 - figures.ndcg, figures };
}

function measureRatings({ factors, users, items }: Vectors, data: RecommenderData) {
  const { validation, baseline, range } = data;
  const unknown = meanVector(items, data.items.trained, factors);
  const clip = (rating: number) => Math.min(range.high, Math.max(range.low, rating));
  const predicted = Float64Array.from(validation.user, (user, row) => {
    const item = validation.item[row] ?? -1;
    const vector = item < 0 ? unknown : vectorAt(items, item, factors);
    return clip(baseline.mean + baseline.deviation * scoreVectors(vectorAt(users, user, factors), vector, factors));
  });
  const plain = Float64Array.from(validation.user, (user, row) =>
    clip((baseline.items[validation.item[row] ?? -1] ?? baseline.mean) + (baseline.users[user] ?? 0)),
  );
  const { rmse, mae } = measureRegression(validation.rating, predicted);
  const baselineRmse = measureRegression(validation.rating, plain).rmse;
  return { kind: 'rating' as const, rmse, mae, baselineRmse, rows: validation.user.length };
}

async function measureRanking(vectors: Vectors, { spec, data, signal }: MeasureOptions) {
  const { validation, baseline, seen } = data;
  const chosen = chooseRows(validation.user.length, spec);
  const rank = (user: number, scores: Float64Array) => {
    for (const item of seenBy(seen, user)) scores[item] = Number.NEGATIVE_INFINITY;
    return topPlaces(scores, rankedMax);
  };
  const [ours, popular]: [RankedQuery<number>[], RankedQuery<number>[]] = [[], []];
  for (const [index, row] of chosen.entries()) {
    if (index % usersBetweenBreaths === 0) await breathe();
    signal?.throwIfAborted();
    const user = validation.user[row] ?? -1;
    const relevant = new Set([validation.item[row] ?? -1]);
    const vector = vectorAt(vectors.users, user, vectors.factors);
    ours.push({ ranked: rank(user, scoreItems(vector, vectors)), relevant });
    popular.push({ ranked: rank(user, Float64Array.from(baseline.items)), relevant });
  }
  return {
    kind: 'ranking' as const,
    ...rankingFigures(ours, spec.rankedAt),
    rankedAt: spec.rankedAt,
    baseline: rankingFigures(popular, spec.rankedAt),
    users: chosen.length,
    unknownItems: chosen.filter((row) => (validation.item[row] ?? -1) < 0).length,
  };
}

function rankingFigures(queries: readonly RankedQuery<number>[], k: number): RankingFigures {
  const graded = queries.map(({ ranked, relevant }) => ({
    ranked,
    gains: new Map([...relevant].map((item) => [item, 1])),
  }));
  return { recall: recallAt(queries, k), ndcg: ndcgAt(graded, k), mrr: meanReciprocalRank(queries) };
}

/** The same users in every evaluation of a run. */
function chooseRows(rows: number, { evaluationUsersMax, seed }: RecommenderSpec): Int32Array {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  if (rows <= evaluationUsersMax) return all;
  return shuffle(all, seededRandom(seed, evaluationStream)).slice(0, evaluationUsersMax).sort();
}
