import type {
  ClassificationResult,
  LanguageFigures,
  LanguageResult,
  RankingResult,
  RatingResult,
  RegressionResult,
  TrainingMetrics,
  TrainingSample,
} from '@modelmint/domain/training-metrics';
import { currentLanguage } from '../../../i18n/current-language.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { formatDecimals, formatShare } from '../../../ui/format.ts';
import { formatFigure } from './format-figure.ts';
import { formatLoss } from './format-loss.ts';

/** What a finished training run has measured on the held-out examples. */
export type TrainingResult = TrainingMetrics;

/** The same result, told apart by what it is of. */
export type ResultByKind =
  | { kind: 'labels'; result: ClassificationResult }
  | { kind: 'language'; result: LanguageResult }
  | { kind: 'values'; result: RegressionResult }
  | { kind: 'ratings'; result: RatingResult }
  | { kind: 'ranking'; result: RankingResult };

/** Each has a field of its own. */
export function kindOfResult(result: TrainingResult): ResultByKind {
  if ('confusion' in result) return { kind: 'labels', result };
  if ('perplexity' in result) return { kind: 'language', result };
  if ('r2' in result) return { kind: 'values', result };
  return 'baselineRmse' in result ? { kind: 'ratings', result } : { kind: 'ranking', result };
}

/** For a cell of a list: `92.3% accuracy`, or `perplexity 2.25, base 8.28`. */
export function resultWords(of: TrainingResult): string {
  const { kind, result } = kindOfResult(of);
  const words = resultTexts[currentLanguage()];
  switch (kind) {
    case 'labels':
      return words.accuracy(formatShare(result.accuracy));
    case 'language': {
      const base = result.base === null ? null : formatPerplexity(result.base.perplexity);
      return words.perplexity(formatPerplexity(result.perplexity), base);
    }
    case 'values':
      return words.values(formatFigure(result.mae), result.r2 === null ? null : formatDecimals(result.r2, 2));
    case 'ratings':
      return words.ratings(formatFigure(result.rmse), formatFigure(result.baselineRmse));
    case 'ranking': {
      const { rankedAt, recall, baseline } = result;
      return words.ranking(`recall@${rankedAt} ${formatShare(recall)}`, formatShare(baseline.recall));
    }
  }
}

/** Better first: lists sort by it. A share of what is right, or of what a simpler answer gets wrong. */
export function resultRank(of: TrainingResult): number {
  const { kind, result } = kindOfResult(of);
  const shareGone = (left: number, before: number) => 1 - left / Math.max(before, Number.MIN_VALUE);
  switch (kind) {
    case 'labels':
      return result.accuracy;
    case 'language':
      return result.base === null ? result.tokenAccuracy : shareGone(result.loss, result.base.loss);
    case 'values':
      return result.r2 ?? 0;
    case 'ratings':
      return shareGone(result.rmse, result.baselineRmse);
    case 'ranking':
      return result.recall;
  }
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
  if (perplexity >= 1e9) return resultTexts[currentLanguage()].billion;
  if (perplexity >= 100) return Math.round(perplexity).toLocaleString('en-US');
  return formatLoss(perplexity);
}

/** Lists of many features show results, so that these words come without messages, as those of numbers do. */
const resultTexts = {
  en: {
    accuracy: (share: string) => `${share} accuracy`,
    perplexity: (own: string, base: string | null) => `perplexity ${own}${base === null ? '' : `, base ${base}`}`,
    values: (mae: string, r2: string | null) => `off by ${mae}${r2 === null ? '' : `, R² ${r2}`}`,
    ratings: (rmse: string, means: string) => `RMSE ${rmse}, means ${means}`,
    ranking: (recall: string, popular: string) => `${recall}, popular ${popular}`,
    billion: 'over a billion',
  },
  'zh-CN': {
    accuracy: (share: string) => `准确率 ${share}`,
    perplexity: (own: string, base: string | null) => `困惑度 ${own}${base === null ? '' : `，基础模型 ${base}`}`,
    values: (mae: string, r2: string | null) => `平均误差 ${mae}${r2 === null ? '' : `，R² ${r2}`}`,
    ratings: (rmse: string, means: string) => `RMSE ${rmse}，均值基线 ${means}`,
    ranking: (recall: string, popular: string) => `${recall}，热门基线 ${popular}`,
    billion: '超过 10 亿',
  },
} as const;

export interface Comparison {
  label: string;
  tuned: string;
  base: string;
  /** With its sign: `−1.30`, `+27.1 points`. */
  difference: string;
}

/** The tuned model beside its base, on the same held-out tokens. */
export function compareWithBase(
  t: Translate<'fineTuning'>,
  tuned: LanguageFigures,
  base: LanguageFigures,
): Comparison[] {
  const points = (tuned.tokenAccuracy - base.tokenAccuracy) * 100;
  return [
    {
      label: t('result.heldOutLoss'),
      ...{ tuned: formatLoss(tuned.loss), base: formatLoss(base.loss) },
      difference: signed(tuned.loss - base.loss, formatLoss),
    },
    {
      label: t('result.perplexity'),
      ...{ tuned: formatPerplexity(tuned.perplexity), base: formatPerplexity(base.perplexity) },
      difference: signed(tuned.perplexity - base.perplexity, formatPerplexity),
    },
    {
      label: t('result.tokenAccuracy'),
      ...{ tuned: formatShare(tuned.tokenAccuracy), base: formatShare(base.tokenAccuracy) },
      difference: t('result.points', { points: signed(points, (size) => size.toFixed(1)) }),
    },
  ];
}

/** `+0.12`, `−3.4`, `±0` */
export function signed(difference: number, format: (size: number) => string): string {
  if (difference === 0) return '±0';
  return `${difference > 0 ? '+' : '\u2212'}${format(Math.abs(difference))}`;
}

export interface StepSamples {
  step: number;
  samples: TrainingSample[];
}

/** What the model wrote at each evaluation, by rising step; after a resume the last writing of a step counts. */
export function samplesOf(events: readonly { data: Record<string, unknown> | null; createdAt: Date }[]): StepSamples[] {
  const bySteps = new Map<number, StepSamples>();
  for (const { data } of events.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())) {
    const { step, samples } = data ?? {};
    if (typeof step === 'number' && Array.isArray(samples) && samples.length > 0 && samples.every(isSample))
      bySteps.set(step, { step, samples });
  }
  return [...bySteps.values()].sort((a, b) => a.step - b.step);
}

/** Looked at by hand: pages show it live, and a schema would bring its library to each. */
function isSample(value: unknown): value is TrainingSample {
  if (typeof value !== 'object' || value === null) return false;
  const { prompt, expected, written } = value as Record<keyof TrainingSample, unknown>;
  return [prompt, expected, written].every((text) => typeof text === 'string');
}
