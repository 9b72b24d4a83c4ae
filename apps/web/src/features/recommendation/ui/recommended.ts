import type { RecommendAnswer } from '@modelmint/domain/serving-contract';
import type { Translate } from '../../../i18n/translate.ts';
import type { SessionRun } from '../../playground/ui/receipt-columns.tsx';
import type { CallReceipt } from '../../playground/ui/use-call.ts';

/** For one user. */
export type Recommendation = RecommendAnswer['results'][number];

export interface Recommended extends CallReceipt {
  recommendation: Recommendation;
  /** Items that were answered. */
  outputTokens: number;
}

/** What was asked for. */
export interface RecommendAsk {
  user: string;
  topK: number;
  includesSeen: boolean;
}

export type RecommendRun = Recommended & SessionRun & { ask: RecommendAsk };

/** Why these items and no others. */
export function basisWords(
  t: Translate<'recommendation'>,
  { basis }: Pick<Recommendation, 'basis'>,
  { user, includesSeen }: RecommendAsk,
): string {
  if (basis === 'popularity') return t('popular', { user });
  return includesSeen ? t('seenIncluded', { user }) : t('seenLeftOut', { user });
}

const topKMax = 1_000;

/** What is wrong with the number of items; null when nothing is. */
export function topKProblem(t: Translate<'recommendation'>, text: string): string | null {
  const value = Number(text);
  const isWhole = /^\d+$/.test(text.trim()) && value >= 1 && value <= topKMax;
  return isWhole ? null : t('topKProblem', { max: topKMax.toLocaleString('en-US') });
}
