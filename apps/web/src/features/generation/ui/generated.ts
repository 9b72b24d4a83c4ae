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
export function receiptOf({ promptTokens, completionTokens, latencyMs, amountMicros, finishReason }: Figures): string {
  const parts = [
    `${formatCount(promptTokens)} + ${formatCount(completionTokens)} tokens`,
    formatDuration(latencyMs),
    formatMicros(amountMicros),
    ...(finishReason === 'length' ? ['cut at the token limit'] : []),
  ];
  return parts.join(', ');
}
