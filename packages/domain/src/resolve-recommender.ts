import type { DatasetReport } from './dataset-report.ts';
import { AppError } from './errors.ts';
import { hyperparameterParam } from './hyperparameter-names.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { type RecommenderSpec, recommenderTrainingBytes, suggestRecommenderSpec } from './recommender-spec.ts';

export interface RatingData {
  trainRows: number;
  ratings: NonNullable<DatasetReport['ratings']>;
}

/** A worker gives a job 4 GiB, of which Node.js and TensorFlow take a part. */
const bytesMax = 3e9;
/** What an interaction takes while it is read and sorted, and as it is trained on. */
const bytesPerRow = 120;

/** Numbers of a recommender: what was asked for, else what suits the data. */
export function resolveRecommender(asked: Hyperparameters, data: RatingData, seed: number): RecommenderSpec {
  const value = <T>(given: 'auto' | T, suggested: T): T => (given === 'auto' ? suggested : given);
  const { trainRows, ratings } = data;
  const canRate = ratings.ratingColumn !== null && differ(ratings);
  if (asked.objective === 'squared-error' && !canRate)
    throw new AppError(
      'invalid_value',
      'The data has no ratings that differ, so none can be predicted: leave objective out, or choose the column with the ratings.',
      { param: hyperparameterParam('objective') },
    );
  const hasRatings = asked.objective === 'auto' ? canRate : asked.objective === 'squared-error';
  const suggested = suggestRecommenderSpec({ trainRows, hasRatings }, seed);
  const objective = value(asked.objective, suggested.objective);
  const batchSize = value(asked.batch_size, suggested.batchSize);
  if (asked.batch_size !== 'auto' && batchSize > trainRows)
    throw new AppError('invalid_value', `A batch of ${batchSize} is larger than the ${trainRows} interactions.`, {
      param: hyperparameterParam('batch_size'),
    });
  const spec: RecommenderSpec = {
    ...suggested,
    objective,
    negatives: objective === 'bpr' ? 1 : suggested.negatives,
    batchSize: Math.max(4, batchSize),
    factors: value(asked.factors, suggested.factors),
    regularisation: value(asked.regularization, suggested.regularisation),
    epochs: value(asked.n_epochs, suggested.epochs),
    learningRate: Math.min(1, suggested.learningRate * value(asked.learning_rate_multiplier, 1)),
    earlyStopPatience: value(asked.early_stop_patience, suggested.earlyStopPatience),
  };
  checkMemory(spec, data);
  return spec;
}

/** Ratings are trained on as floats of 32 bits. */
function differ({ min = 0, max = 0 }: RatingData['ratings']): boolean {
  return Math.fround(min) !== Math.fround(max);
}

function checkMemory(spec: RecommenderSpec, { trainRows, ratings }: RatingData): void {
  const bytes = recommenderTrainingBytes(spec, ratings) + trainRows * bytesPerRow;
  if (bytes <= bytesMax) return;
  const gigabytes = (amount: number) => `${(amount / 1e9).toFixed(1)} GB`;
  const { users, items } = ratings;
  throw new AppError(
    'invalid_value',
    `Training on ${trainRows.toLocaleString('en-US')} interactions of ${users.toLocaleString('en-US')} users with ${items.toLocaleString('en-US')} items would take ${gigabytes(bytes)} of memory and may take ${gigabytes(bytesMax)}: lower factors (${spec.factors}) or batch_size (${spec.batchSize}), or leave rare users and items out.`,
    { param: hyperparameterParam('factors') },
  );
}
