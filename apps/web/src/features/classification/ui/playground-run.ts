import type { Translate } from '../../../i18n/translate.ts';
import type { CallReceipt } from '../../playground/ui/use-call.ts';

/** What the server answered to one text or image. */
export interface ClassifyAnswer extends CallReceipt {
  scores: { label: string; score: number }[];
  inputTokens: number;
}

/** One line of "This session". */
export interface PlaygroundRun extends ClassifyAnswer {
  /** The text, or the name of the image's file. */
  text: string;
  at: Date;
}

/** `refund leads by 85.9 points` */
export function leadOf(
  t: Translate<'classification'>,
  scores: readonly { label: string; score: number }[],
): string | null {
  const [first, second] = scores;
  if (first === undefined || second === undefined) return null;
  return t('result.lead', { label: first.label, points: ((first.score - second.score) * 100).toFixed(1) });
}
