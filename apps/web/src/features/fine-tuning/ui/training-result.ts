import {
  ClassificationResult,
  type LanguageFigures,
  LanguageResult,
  type TrainingSample,
} from '@modelmint/domain/training-metrics';
import { z } from 'zod';
import { formatShare } from '../../../ui/format.ts';
import { formatLoss } from './format-loss.ts';

/** What a finished training run has measured on the held-out examples. */
export type TrainingResult = ClassificationResult | LanguageResult;

/** Null for a job that has not ended well. */
export function readTrainingResult(metrics: unknown): TrainingResult | null {
  // A language result has every key of its own, so that neither is taken for the other.
  const language = LanguageResult.safeParse(metrics);
  if (language.success) return language.data;
  const labels = ClassificationResult.safeParse(metrics);
  return labels.success ? labels.data : null;
}

export function isLanguageResult(result: TrainingResult): result is LanguageResult {
  return 'perplexity' in result;
}

/** For a cell of a list: `92.3% accuracy`, or `perplexity 2.25, base 8.28`. */
export function resultWords(result: TrainingResult): string {
  if (!isLanguageResult(result)) return `${formatShare(result.accuracy)} accuracy`;
  return `perplexity ${formatPerplexity(result.perplexity)}, base ${formatPerplexity(result.base.perplexity)}`;
}

/** Better first: lists sort by it. Accuracy of labels, or how much of the base's loss is gone. */
export function resultRank(result: TrainingResult): number {
  return isLanguageResult(result) ? 1 - result.loss / Math.max(result.base.loss, Number.MIN_VALUE) : result.accuracy;
}

/** What one would score by always saying the most frequent label: a model must beat it. */
export function majorityShare({
  perLabel,
}: Pick<ClassificationResult, 'perLabel'>): { label: string; share: number } | null {
  const total = perLabel.reduce((sum, { support }) => sum + support, 0);
  const [first] = perLabel.toSorted((a, b) => b.support - a.support);
  return first === undefined || total === 0 ? null : { label: first.label, share: first.support / total };
}

/** Unweighted mean over the labels, so that a small one counts as much as a large one. */
export function macroF1({ perLabel }: Pick<ClassificationResult, 'perLabel'>): number | null {
  return perLabel.length === 0 ? null : perLabel.reduce((sum, { f1 }) => sum + f1, 0) / perLabel.length;
}

/** The mistakes that happen most: `actual` taken for `predicted`. */
export function mostFrequentMistakes(
  { perLabel, confusion }: Pick<ClassificationResult, 'perLabel' | 'confusion'>,
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

/** `2.25`, `1,204`; one that no number can hold is said so. */
export function formatPerplexity(perplexity: number): string {
  if (perplexity >= 1e9) return 'over a billion';
  if (perplexity >= 100) return Math.round(perplexity).toLocaleString('en-US');
  return formatLoss(perplexity);
}

export interface Comparison {
  label: string;
  tuned: string;
  base: string;
  /** With its sign: `−1.30`, `+27.1 points`. */
  difference: string;
}

/** The tuned model beside its base, on the same held-out tokens. */
export function compareWithBase({ base, ...tuned }: LanguageResult): Comparison[] {
  const points = (tuned.tokenAccuracy - base.tokenAccuracy) * 100;
  return [
    {
      label: 'Held-out loss',
      ...{ tuned: formatLoss(tuned.loss), base: formatLoss(base.loss) },
      difference: signed(tuned.loss - base.loss, formatLoss),
    },
    {
      label: 'Perplexity',
      ...{ tuned: formatPerplexity(tuned.perplexity), base: formatPerplexity(base.perplexity) },
      difference: signed(tuned.perplexity - base.perplexity, formatPerplexity),
    },
    {
      label: 'Token accuracy',
      ...{ tuned: formatShare(tuned.tokenAccuracy), base: formatShare(base.tokenAccuracy) },
      difference: `${signed(points, (size) => size.toFixed(1))} points`,
    },
  ];
}

function signed(difference: number, format: (size: number) => string): string {
  if (difference === 0) return '±0';
  return `${difference > 0 ? '+' : '\u2212'}${format(Math.abs(difference))}`;
}

/** Whether training was of use: the loss on what it has not seen is lower. */
export function isBetterThanBase({ loss, base }: { loss: number; base: LanguageFigures }): boolean {
  return loss < base.loss;
}

export interface StepSamples {
  step: number;
  samples: TrainingSample[];
}

const SampleData = z.object({
  step: z.number(),
  samples: z.array(z.object({ prompt: z.string(), expected: z.string(), written: z.string() })).min(1),
});

/** What the model wrote at each evaluation, by rising step; after a resume the last writing of a step counts. */
export function samplesOf(events: readonly { data: Record<string, unknown> | null; createdAt: Date }[]): StepSamples[] {
  const bySteps = new Map<number, StepSamples>();
  for (const { data } of events.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())) {
    const found = SampleData.safeParse(data);
    if (found.success) bySteps.set(found.data.step, found.data);
  }
  return [...bySteps.values()].sort((a, b) => a.step - b.step);
}
