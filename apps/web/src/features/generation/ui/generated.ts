import type { Translate } from '../../../i18n/translate.ts';
import { formatCount, formatDuration } from '../../../ui/format.ts';
import type { CallReceipt } from '../../playground/ui/use-call.ts';
import { formatMicros } from '../../usage/ui/format-micros.ts';

/** What a language model wrote in one call. */
export interface Generated extends CallReceipt {
  text: string;
  finishReason: 'stop' | 'length';
  promptTokens: number;
  completionTokens: number;
}

type Figures = Pick<Generated, 'promptTokens' | 'completionTokens' | 'latencyMs' | 'amountMicros' | 'finishReason'>;

/** `34 + 18 tokens, 820 ms, $0.000012`; why it ended, where it is not the model's own end. */
export function receiptOf(t: Translate<'generation'>, figures: Figures): string {
  const { promptTokens, completionTokens, latencyMs, amountMicros, finishReason } = figures;
  const parts = [
    t('receipt.tokens', { prompt: formatCount(promptTokens), completion: formatCount(completionTokens) }),
    formatDuration(latencyMs),
    formatMicros(amountMicros),
    ...(finishReason === 'length' ? [t('receipt.cut')] : []),
  ];
  return parts.join(', ');
}
