import type { RecommendAnswer } from '@modelmint/domain/serving-contract';
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
export function basisWords({ basis }: Pick<Recommendation, 'basis'>, { user, includesSeen }: RecommendAsk): string {
  if (basis === 'popularity')
    return `Nothing is known of ${user}: these are what most users have, the same for every newcomer.`;
  return includesSeen
    ? `From what ${user} did in the data; what ${user} has may be among them.`
    : `From what ${user} did in the data; what ${user} has is left out.`;
}

const topKMax = 1_000;

/** What is wrong with the number of items; null when nothing is. */
export function topKProblem(text: string): string | null {
  const value = Number(text);
  const isWhole = /^\d+$/.test(text.trim()) && value >= 1 && value <= topKMax;
  return isWhole ? null : `Write a whole number from 1 to ${topKMax.toLocaleString('en-US')}.`;
}
