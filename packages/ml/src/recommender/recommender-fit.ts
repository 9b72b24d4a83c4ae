import type { RecommenderSpec } from '@modelmint/domain/recommender-spec';
import type { Engine } from '../engine/engine.ts';
import type { FitState } from '../fitting/fit-state.ts';
import type { RowPlan } from '../fitting/plan-rows.ts';
import type { Fitted } from '../fitting/run-fit.ts';
import { softmaxLoss } from '../fitting/softmax-loss.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { valueLoss } from '../tabular/table-loss.ts';
import { computeVectors, makeSide } from './compute-vectors.ts';
import type { RecommenderNetwork } from './open-recommender-network.ts';
import type { RecommenderData } from './recommender-data.ts';
import { measureRecommender, type RecommenderFigures } from './recommender-figures.ts';
import { drawNegative, seenBy } from './seen-items.ts';

const dropoutStream = 3;
const negativeStream = 4;
const userIdStream = 5;
const itemIdStream = 6;

export interface RecommenderRun {
  spec: RecommenderSpec;
  data: RecommenderData;
  network: RecommenderNetwork;
  state: FitState;
  rows: RowPlan;
  signal?: AbortSignal | undefined;
}

/** Steps and evaluations of a recommender. */
export function openRecommenderFit(engine: Engine, run: RecommenderRun): Fitted<RecommenderFigures> {
  const { spec, data, network, state, rows, signal } = run;
  return {
    advance: (step, learningRate) => {
      const chosen = rows.rowsOf(step);
      const batch = makeBatch(run, chosen, step);
      const loss = state.step(
        (statistics) => {
          const training = {
            random: seededRandom(spec.seed, dropoutStream, step),
            update: (name: string, value: Parameters<typeof statistics.set>[1]) => void statistics.set(name, value),
          };
          const { scores, backward } = network.forward({ engine, parameter: state.parameter, training }, batch);
          const { loss, gradient } = scoreLoss(scores.dataSync(), { width: batch.width, targets: batch.targets });
          return { loss, gradients: backward(engine.tf.tensor2d(gradient, scores.shape)) };
        },
        { ...spec, step, learningRate },
      );
      return { loss, rows: chosen.length };
    },
    measure: () => {
      const { users, items } = data;
      const vectors = computeVectors(engine, {
        network,
        parameter: state.parameter,
        users,
        items,
        factors: spec.factors,
      });
      return measureRecommender(vectors, { spec, data, signal });
    },
    readWeights: state.readWeights,
    optimizerToWrite: state.optimizerToWrite,
  };
}

/**
 * With one item per row, the mean squared distance to its target. With several, the mean −ln of the softmax of the first,
 * the one that the user has; of two that is −ln σ(s₀ − s₁), which is BPR (Rendle et al. 2009).
 *
 * @param scores [rows, width]
 * @param targets how many deviations ratings are above their mean; of no use with several
 */
export function scoreLoss(
  scores: ArrayLike<number>,
  { width, targets }: { width: number; targets: Float32Array },
): { loss: number; gradient: Float32Array } {
  if (width === 1) return valueLoss(scores, targets);
  const first = new Int32Array(scores.length / width);
  return softmaxLoss(scores, first, { classes: width, labelSmoothing: 0 });
}

/** The rows of a step; all that is random follows from the seed and the step. */
export function makeBatch({ spec, data }: Pick<RecommenderRun, 'spec' | 'data'>, chosen: Int32Array, step: number) {
  const { train, users, items, seen } = data;
  const { mean, deviation } = data.baseline;
  const width = 1 + spec.negatives;
  const random = seededRandom(spec.seed, negativeStream, step);
  const places = new Int32Array(chosen.length * width);
  chosen.forEach((row, index) => {
    const own = seenBy(seen, train.user[row] ?? -1);
    places[index * width] = train.item[row] ?? -1;
    for (let k = 1; k < width; k++) places[index * width + k] = drawNegative(own, items.trained, random);
  });
  const hidden = (stream: number) => {
    const draw = seededRandom(spec.seed, stream, step);
    return () => draw() < spec.idDropout;
  };
  return {
    width,
    users: makeSide(
      users,
      chosen.map((row) => train.user[row] ?? -1),
      hidden(userIdStream),
    ),
    items: makeSide(items, places, hidden(itemIdStream)),
    targets: Float32Array.from(chosen, (row) => ((train.rating[row] ?? Number.NaN) - mean) / deviation),
  };
}
