import type { GenerateRequest } from '../serving-contract.ts';
import { boundChat, boundIds, boundText } from './bound-tokens.ts';

/** Tokens that an answer has at most when nobody says how many. */
export const answerTokensDefault = 4_096;

type Prompt = GenerateRequest['prompt'];

export function promptsOf(prompt: Prompt): number {
  if ('messages' in prompt) return 1;
  return 'texts' in prompt ? prompt.texts.length : prompt.ids.length;
}

/** As its client knows it. */
export function maxTokensParam(prompt: Prompt): string {
  return 'messages' in prompt ? 'max_completion_tokens' : 'max_tokens';
}

/**
 * What is asked of the worker, and the most tokens that it can count: every prompt once and every answer, no longer
 * than the context. Without a bound on the answer a long context would hold a lot of money for a short reply, so it
 * gets one, which gives way to what the context leaves.
 */
export function boundGeneration(
  { prompt, maxTokens, n }: Pick<GenerateRequest, 'prompt' | 'maxTokens' | 'n'>,
  contextLength: number | null,
): { maxTokens: number; isLengthSoft: boolean; tokensMax: number } {
  const context = contextLength ?? Number.MAX_SAFE_INTEGER;
  const answer = maxTokens ?? Math.min(answerTokensDefault, context);
  // n answers that all run to the end of the context share their prompt, which is read once.
  const most = (tokens: number) => Math.min(tokens + n * answer, n * context);
  const tokensMax = boundPrompts(prompt, contextLength).reduce((sum, tokens) => sum + most(tokens), 0);
  return { maxTokens: answer, isLengthSoft: maxTokens === null, tokensMax };
}

function boundPrompts(prompt: Prompt, contextLength: number | null): number[] {
  if ('messages' in prompt) return [boundChat(prompt.messages, contextLength)];
  if ('texts' in prompt) return prompt.texts.map((text) => boundText(text, contextLength));
  return prompt.ids.map((ids) => boundIds(ids, contextLength));
}
