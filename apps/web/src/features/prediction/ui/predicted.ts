import type { PredictAnswer } from '@modelmint/domain/serving-contract';
import type { Translate } from '../../../i18n/translate.ts';
import type { TableInput } from '../../endpoint/ui/call-snippets.ts';
import { formatFigure } from '../../fine-tuning/ui/format-figure.ts';
import type { SessionRun } from '../../playground/ui/receipt-columns.tsx';
import type { CallReceipt } from '../../playground/ui/use-call.ts';

/** Of one row. */
export type Prediction = PredictAnswer['results'][number];

export interface Predicted extends CallReceipt {
  /** In the order of the rows. */
  predictions: Prediction[];
  inputTokens: number;
}

/** One line of "This session". */
export type PredictionRun = Predicted & SessionRun & { sent: TableInput };

/** What the model says of a row, in a word: its likeliest label, or its value. */
export function saidOf(prediction: Prediction | undefined): string {
  if (prediction === undefined) return '–';
  return prediction.kind === 'value' ? formatFigure(prediction.value) : (prediction.scores[0]?.label ?? '–');
}

/** `age and city were empty or are new to the model, so the prediction is less sure.` */
export function unseenWords(t: Translate<'prediction'>, unseen: readonly string[]): string | null {
  const [first, ...rest] = unseen;
  if (first === undefined) return null;
  const last = rest.pop();
  return last === undefined
    ? t('unseenOne', { name: first })
    : t('unseenMany', { names: [first, ...rest].join(', '), last });
}
