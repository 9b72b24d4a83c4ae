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
  base: LanguageFigures,
  /** Of the tuned model; the first few held-out examples. */
  samples: z.array(TrainingSample),
  ...run,
});
export type LanguageResult = z.infer<typeof LanguageResult>;

export const TrainingMetrics = z.union([ClassificationResult, LanguageResult]);
export type TrainingMetrics = z.infer<typeof TrainingMetrics>;
