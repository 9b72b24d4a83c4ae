import { z } from 'zod';

const share = z.number().min(0).max(1);
const count = z.number().int().nonnegative();

/** What a finished training run has measured on the held-out examples. */
export const TrainingResult = z.object({
  accuracy: share,
  loss: z.number(),
  perLabel: z.array(z.object({ label: z.string(), precision: share, recall: share, f1: share, support: count })),
  /** [actual][predicted], rows and columns in the order of `perLabel`. */
  confusion: z.array(z.array(count)),
  bestStep: count,
  steps: count,
  stoppedEarly: z.boolean(),
});
export type TrainingResult = z.infer<typeof TrainingResult>;

/** Null for a job that has not ended well. */
export function readTrainingResult(metrics: unknown): TrainingResult | null {
  const result = TrainingResult.safeParse(metrics);
  return result.success ? result.data : null;
}

/** What one would score by always saying the most frequent label: a model must beat it. */
export function majorityShare({ perLabel }: Pick<TrainingResult, 'perLabel'>): { label: string; share: number } | null {
  const total = perLabel.reduce((sum, { support }) => sum + support, 0);
  const [first] = perLabel.toSorted((a, b) => b.support - a.support);
  return first === undefined || total === 0 ? null : { label: first.label, share: first.support / total };
}

/** Unweighted mean over the labels, so that a small one counts as much as a large one. */
export function macroF1({ perLabel }: Pick<TrainingResult, 'perLabel'>): number | null {
  return perLabel.length === 0 ? null : perLabel.reduce((sum, { f1 }) => sum + f1, 0) / perLabel.length;
}

/** The mistakes that happen most: `actual` taken for `predicted`. */
export function mostFrequentMistakes(
  { perLabel, confusion }: Pick<TrainingResult, 'perLabel' | 'confusion'>,
  limit: number,
): { actual: string; predicted: string; count: number }[] {
  return confusion
    .flatMap((row, actual) =>
      row.flatMap((amount, predicted) =>
        actual === predicted || amount === 0
          ? []
          : [{ actual: perLabel[actual]?.label ?? '', predicted: perLabel[predicted]?.label ?? '', count: amount }],
      ),
    )
    .sort((a, b) => b.count - a.count)
    .slice(0, limit);
}
