import { z } from 'zod';

const count = z.number().int().nonnegative();
/** null: it cannot be told of these rows. */
const figure = z.number().nullable();

/** What was measured, and between what the figure of other rows of the same kind most likely lies. */
export const MeasuredFigure = z.object({ estimate: figure, low: figure, high: figure });
export type MeasuredFigure = z.infer<typeof MeasuredFigure>;

const common = {
  /** Rows that were judged, and those that the model could not answer. */
  rows: count,
  failed: count,
  /** Share of resamples within the intervals. */
  confidence: z.number(),
};

export const LabelFigures = z.object({
  label: z.string(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  support: count,
});
export type LabelFigures = z.infer<typeof LabelFigures>;

const bin = z.object({ from: z.number(), to: z.number(), rows: count, confidence: z.number(), accuracy: z.number() });

export const ClassificationReport = z.object({
  kind: z.literal('classification'),
  ...common,
  accuracy: MeasuredFigure,
  macroF1: MeasuredFigure,
  logLoss: MeasuredFigure,
  /** One against the others, the mean over the labels. */
  auc: figure,
  /** Mean distance of confidence and accuracy. */
  calibrationError: figure,
  bins: z.array(bin),
  /** Share of the most frequent label: what always saying it would reach. */
  baseline: figure,
  perLabel: z.array(LabelFigures),
  /** How often a row of one label was taken for another, by their places in `perLabel`; those of 0 are left out. */
  confusion: z.array(z.tuple([count, count, count])),
});
export type ClassificationReport = z.infer<typeof ClassificationReport>;

export const RegressionReport = z.object({
  kind: z.literal('regression'),
  ...common,
  rmse: MeasuredFigure,
  mae: MeasuredFigure,
  r2: MeasuredFigure,
});
export type RegressionReport = z.infer<typeof RegressionReport>;

export const GenerationReport = z.object({
  kind: z.literal('generation'),
  ...common,
  /** Answers that are the expected one, blanks at both ends not counted. */
  exact: MeasuredFigure,
  /** Mean of the longest common run of words, 0 to 1. */
  rougeL: MeasuredFigure,
  /** Of all answers together, 0 to 100. */
  chrf: figure,
  /** Answers that were cut at the most tokens. */
  cut: count,
});
export type GenerationReport = z.infer<typeof GenerationReport>;

export const LanguageReport = z.object({
  kind: z.literal('language'),
  ...common,
  tokens: count,
  perplexity: MeasuredFigure,
  tokenAccuracy: MeasuredFigure,
});
export type LanguageReport = z.infer<typeof LanguageReport>;

export const EvaluationReport = z.discriminatedUnion('kind', [
  ClassificationReport,
  RegressionReport,
  GenerationReport,
  LanguageReport,
]);
export type EvaluationReport = z.infer<typeof EvaluationReport>;

/** Figures that two evaluations of one kind have in common. */
export const comparedFigures = {
  classification: ['accuracy', 'macroF1', 'logLoss'],
  regression: ['rmse', 'mae', 'r2'],
  generation: ['exact', 'rougeL'],
  language: ['perplexity', 'tokenAccuracy'],
} as const satisfies Record<EvaluationReport['kind'], readonly string[]>;
export type ComparedFigure = (typeof comparedFigures)[EvaluationReport['kind']][number];

/** Those of which less is better. */
export const lowerIsBetter: readonly ComparedFigure[] = ['logLoss', 'rmse', 'mae', 'perplexity'];

/** Two models on the same rows, which are drawn together. */
export const ComparisonReport = z.object({
  kind: z.enum(['classification', 'regression', 'generation', 'language']),
  confidence: z.number(),
  /** Rows that both have answered. */
  rows: count,
  figures: z.array(
    z.object({
      name: z.string(),
      first: MeasuredFigure,
      second: MeasuredFigure,
      /** Second − first. */
      difference: MeasuredFigure,
    }),
  ),
  /** Rows that are right or wrong; null where there is no right and wrong. */
  agreement: z.object({ both: count, onlyFirst: count, onlySecond: count, neither: count }).nullable(),
});
export type ComparisonReport = z.infer<typeof ComparisonReport>;

/** Whether the interval of a difference leaves 0 out, so that chance alone does not explain it. */
export function isClearDifference({ low, high }: MeasuredFigure): boolean {
  return low !== null && high !== null && (low > 0 || high < 0);
}

/** A judged row: a line of the evaluation's rows. */
export const JudgedRow = z.object({
  /** From 1, in the order of the data. */
  row: z.number().int().positive(),
  /** What the model was given; an image by its name. */
  input: z.string(),
  expected: z.string(),
  /** null for a row that was not answered, and for a text that was weighed. */
  predicted: z.string().nullable(),
  /** Probability of what was predicted, and of what was expected. */
  score: figure,
  expectedScore: figure,
  isRight: z.boolean().nullable(),
  /** Of a text that was weighed: nats in all, likeliest tokens and tokens; of an answer: the common run of words. */
  nats: figure.optional(),
  hits: count.optional(),
  tokens: count.optional(),
  overlap: figure.optional(),
  isCut: z.boolean().optional(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type JudgedRow = z.infer<typeof JudgedRow>;
