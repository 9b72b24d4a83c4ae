import { z } from 'zod';
import { haveOwnNames, LearnedColumn, usualMissingWords } from './tabular-spec.ts';

/** What is told of each user or item, in a table of its own. */
export const FeatureColumn = z.strictObject({
  name: z.string().min(1).max(200),
  role: z.enum(['numeric', 'categorical', 'ignored']),
});
export type FeatureColumn = z.infer<typeof FeatureColumn>;

const features = z
  .array(FeatureColumn)
  .max(1000)
  .refine(haveOwnNames, { message: 'two columns have the same name' })
  .refine((columns) => columns.length === 0 || columns.some(({ role }) => role !== 'ignored'), {
    message: 'at least one column must be numeric or categorical',
  });

/** Everything that training a recommender needs to know, as numbers; frozen in the job. */
export const RecommenderSpec = z
  .strictObject({
    task: z.literal('recommendation'),
    /**
     * `squared-error`: ratings are predicted (Koren, Bell and Volinsky 2009). The others rank items by what users did: `bpr`
     * sets each item against one that the user has not (Rendle et al. 2009), `sampled-softmax` against several at once.
     */
    objective: z.enum(['squared-error', 'bpr', 'sampled-softmax']),
    /** None: users and items are known by their ids alone (matrix factorisation). Else a tower of layers reads them. */
    userFeatures: features,
    itemFeatures: features,
    missingWords: z.array(z.string().max(40)).max(50),
    /** Numbers that a user or an item is described by, its bias not counted. */
    factors: z.number().int().min(1).max(512),
    towerSizes: z.array(z.number().int().min(1).max(2048)).max(4),
    /** Share of the training rows that hide the id and show the features only, so that these can stand alone. */
    idDropout: z.number().min(0).max(0.9),
    dropout: z.number().min(0).max(0.9),
    /** Items that the user has not, per row; 0 for ratings. */
    negatives: z.number().int().min(0).max(1000),
    /** λ of the squared sizes of vectors and biases, per row. */
    regularisation: z.number().min(0).max(10),
    /** Rows that an item's or user's mean needs to count half against the mean of all. */
    shrinkage: z.number().min(0).max(1000),
    /** Recall and NDCG are measured over so many first items. */
    rankedAt: z.number().int().min(1).max(100),
    /** Users of an evaluation; more are drawn by the seed. */
    evaluationUsersMax: z.number().int().min(1).max(1_000_000),
    epochs: z.number().int().min(1).max(1000),
    batchSize: z.number().int().min(4).max(65_536),
    learningRate: z.number().positive().max(1),
    schedule: z.enum(['constant', 'linear', 'cosine']),
    warmupRatio: z.number().min(0).max(0.5),
    /** Of the towers only. */
    weightDecay: z.number().min(0).max(1),
    clipNorm: z.number().positive(),
    earlyStopPatience: z.number().int().min(1).max(100),
    evaluationsPerEpoch: z.number().int().min(1).max(20),
    seed: z.number().int().min(0).max(0xffffffff),
  })
  .refine((spec) => (spec.objective === 'squared-error') === (spec.negatives === 0), {
    path: ['negatives'],
    message: 'ratings take 0 negatives, the other objectives at least 1',
  })
  .refine((spec) => spec.objective !== 'bpr' || spec.negatives === 1, {
    path: ['negatives'],
    message: 'bpr compares with exactly 1 negative',
  });
export type RecommenderSpec = z.infer<typeof RecommenderSpec>;

const count = z.number().int().min(1);

/** What a trained recommender needs beside its weights and ids. */
export const RecommenderModel = z
  .strictObject({
    spec: RecommenderSpec,
    /** Those with interactions come first, then those of which only features are known. */
    users: count,
    items: count,
    trainedUsers: count,
    trainedItems: count,
    /** Of all ratings in training; 0 without ratings. */
    mean: z.number(),
    /** Of all ratings in training, the unit of scores; 1 without ratings. */
    deviation: z.number().positive(),
    /** Of the ratings in training; predicted ones are held within it. */
    range: z.strictObject({ low: z.number(), high: z.number() }),
    /** Null: known by ids alone. */
    userColumns: z.array(LearnedColumn).nullable(),
    itemColumns: z.array(LearnedColumn).nullable(),
  })
  .refine((model) => model.trainedUsers <= model.users && model.trainedItems <= model.items, {
    message: 'more are trained than there are',
  });
export type RecommenderModel = z.infer<typeof RecommenderModel>;

export interface RecommenderData {
  /** Interactions that are trained on. */
  trainRows: number;
  /** Ratings are predicted; without them, what users did is ranked. */
  hasRatings: boolean;
  userFeatures?: readonly FeatureColumn[];
  itemFeatures?: readonly FeatureColumn[];
}

/** Suggested settings by the size of the data. */
export function suggestRecommenderSpec(data: RecommenderData, seed: number): RecommenderSpec {
  const { trainRows, hasRatings, userFeatures = [], itemFeatures = [] } = data;
  const isSmall = trainRows < 20_000;
  const hasTower = userFeatures.length + itemFeatures.length > 0;
  return RecommenderSpec.parse({
    task: 'recommendation',
    objective: hasRatings ? 'squared-error' : 'sampled-softmax',
    userFeatures,
    itemFeatures,
    missingWords: usualMissingWords,
    factors: isSmall ? 16 : trainRows < 1_000_000 ? 32 : 64,
    towerSizes: [64],
    idDropout: hasTower ? 0.2 : 0,
    dropout: hasTower ? 0.1 : 0,
    negatives: hasRatings ? 0 : 20,
    regularisation: hasRatings ? 0.1 : 0.05,
    shrinkage: 10,
    rankedAt: 10,
    evaluationUsersMax: 2_000,
    epochs: isSmall ? 40 : 20,
    batchSize: Math.min(8192, Math.max(64, 2 ** Math.round(Math.log2(Math.max(1, trainRows) / 50)))),
    learningRate: hasRatings ? 0.005 : 0.01,
    schedule: 'linear',
    warmupRatio: 0,
    weightDecay: 0.01,
    clipNorm: 5,
    earlyStopPatience: 5,
    evaluationsPerEpoch: 1,
    seed,
  });
}

/**
 * Bytes that training takes beside the program itself: of each vector its value, two means, its gradient, what a step makes
 * of them, the best so far, and what an evaluation reads; of each row of a batch its vectors on the way there and back.
 * Towers are small beside them.
 */
export function recommenderTrainingBytes(
  { factors, batchSize, negatives }: Pick<RecommenderSpec, 'factors' | 'batchSize' | 'negatives'>,
  { users, items }: { users: number; items: number },
): number {
  const float = 4;
  const copies = 12;
  const vectors = (users + items) * (factors + 1);
  const batch = batchSize * (2 + negatives) * (factors + 2);
  return float * copies * (vectors + batch);
}
