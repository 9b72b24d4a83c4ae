import type { GenerateRequest } from '@modelmint/domain/serving-contract';
import { boundChat, boundIds, boundText } from '../../call/server/bound-tokens.ts';

/** Tokens of an answer whose length nobody has bounded, where the context surely has room for them. */
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
 * gets one where prompt and answer fit for certain; else the worker goes on to the end of the context.
 */
export function boundGeneration(
  { prompt, maxTokens, n }: Pick<GenerateRequest, 'prompt' | 'maxTokens' | 'n'>,
  contextLength: number | null,
): { maxTokens: number | null; tokensMax: number } {
  const prompts = boundPrompts(prompt, contextLength);
  const longest = Math.max(...prompts);
  const fits = contextLength !== null && longest + answerTokensDefault <= contextLength;
  const chosen = maxTokens ?? (fits || contextLength === null ? answerTokensDefault : null);
  const answer = chosen ?? contextLength ?? answerTokensDefault;
  // n answers that all run to the end of the context share their prompt, which is read once.
  const most = (tokens: number) => Math.min(tokens + n * answer, n * (contextLength ?? Number.MAX_SAFE_INTEGER));
  return { maxTokens: chosen, tokensMax: prompts.reduce((sum, tokens) => sum + most(tokens), 0) };
}

function boundPrompts(prompt: Prompt, contextLength: number | null): number[] {
  if ('messages' in prompt) return [boundChat(prompt.messages, contextLength)];
  if ('texts' in prompt) return prompt.texts.map((text) => boundText(text, contextLength));
  return prompt.ids.map((ids) => boundIds(ids, contextLength));
}
