import { z } from 'zod';

const count = z.number().int().nonnegative();
/** JSON has no infinity, so a loss that ran away must not travel as null. */
const figure = z.number();

const run = { bestStep: count, steps: count, stoppedEarly: z.boolean() };

/** Of a classifier on the held-out examples. */
export const ClassificationResult = z.object({
  accuracy: figure,
  loss: figure,
  perLabel: z.array(z.object({ label: z.string(), precision: figure, recall: figure, f1: figure, support: count })),
  /** [actual][predicted], rows and columns in the order of `perLabel`. */
  confusion: z.array(z.array(count)),
  /** Tables: area under the ROC curve, of several labels the mean of each against the others; null without rows of both. */
  auc: figure.nullable().optional(),
  ...run,
});
export type ClassificationResult = z.infer<typeof ClassificationResult>;

/** Over the held-out tokens that count: those of the assistant, or of the completion. */
export const LanguageFigures = z.object({
  /** Mean, in nats per token. */
  loss: figure,
  /** e^loss */
  perplexity: figure,
  /** Share of the tokens that were the likeliest. */
  tokenAccuracy: figure,
  tokens: count,
});
export type LanguageFigures = z.infer<typeof LanguageFigures>;

/** What a model writes for a held-out example, beside what the example says. */
export const TrainingSample = z.object({ prompt: z.string(), expected: z.string(), written: z.string() });
export type TrainingSample = z.infer<typeof TrainingSample>;

/** Of a language model on the held-out examples, beside the base that it was tuned from. */
export const LanguageResult = z.object({
  ...LanguageFigures.shape,
  /** null for a model that was trained from nothing. */
  base: LanguageFigures.nullable(),
  /** Of one that was trained from nothing: chats were among its rows. */
  hasChatTemplate: z.boolean().optional(),
  /** Of the tuned model; the first few held-out examples. */
  samples: z.array(TrainingSample),
  ...run,
});
export type LanguageResult = z.infer<typeof LanguageResult>;

/** Of a model that predicts values in a table, on the held-out rows. */
export const RegressionResult = z.object({
  /** In the unit of the target. */
  mae: figure,
  rmse: figure,
  /** null where all values are equal. */
  r2: figure.nullable(),
  ...run,
});
export type RegressionResult = z.infer<typeof RegressionResult>;

const sizes = { users: count, items: count };

/** Of a recommender that predicts ratings, on the last rating of each user. */
export const RatingResult = z.object({
  rmse: figure,
  mae: figure,
  /** Of the means of users and items alone. */
  baselineRmse: figure,
  heldOut: count,
  ...sizes,
  ...run,
});
export type RatingResult = z.infer<typeof RatingResult>;

const ranking = { recall: figure, ndcg: figure, mrr: figure };

/** Of a recommender that ranks items, on the last item of each user. */
export const RankingResult = z.object({
  ...ranking,
  /** `recall` and `ndcg` are over so many first items. */
  rankedAt: count,
  /** Of the most popular items for everyone. */
  baseline: z.object(ranking),
  heldOut: count,
  /** Of them, items that nobody could find: no training row has them. */
  unknownItems: count,
  ...sizes,
  ...run,
});
export type RankingResult = z.infer<typeof RankingResult>;

/** Each has a field of its own: `confusion`, `perplexity`, `r2`, `baselineRmse`, `ndcg`. */
export const TrainingMetrics = z.union([
  ClassificationResult,
  LanguageResult,
  RegressionResult,
  RatingResult,
  RankingResult,
]);
export type TrainingMetrics = z.infer<typeof TrainingMetrics>;
