import { createHash } from 'node:crypto';
import { newId } from '../ids.ts';
import type { GenerateAnswer } from '../serving-contract.ts';
import type { AnsweredCall } from './model-call.ts';
import { unixSeconds } from './unix-seconds.ts';

export interface GeneratedTexts extends AnsweredCall {
  answer: GenerateAnswer;
  promptTokens: number;
  completionTokens: number;
}

type Choice = GenerateAnswer['choices'][number];
type TokenLogprob = NonNullable<Choice['logprobs']>[number];

/** What OpenAI writes for the logprob of the unlikely; JSON has no −∞. */
const unlikely = -9_999;

/** `chat.completion` */
export function toChatObject(generated: GeneratedTexts) {
  return {
    id: newId('chatCompletion'),
    object: 'chat.completion' as const,
    ...head(generated),
    choices: generated.answer.choices.map(({ text, finishReason, logprobs }, index) => ({
      index,
      message: { role: 'assistant' as const, content: text, refusal: null, annotations: [] },
      logprobs: logprobs === null ? null : { content: logprobs.map(toChatLogprob), refusal: null },
      finish_reason: finishReason,
    })),
    usage: usageOf(generated),
  };
}

/** `text_completion` */
export function toCompletionObject(generated: GeneratedTexts) {
  return {
    id: newId('completion'),
    object: 'text_completion' as const,
    ...head(generated),
    choices: generated.answer.choices.map(({ text, finishReason, logprobs }, index) => ({
      text,
      index,
      logprobs: logprobs === null ? null : toTextLogprobs(logprobs),
      finish_reason: finishReason,
    })),
    usage: usageOf(generated),
  };
}

function head({ createdAt, model, modelId }: GeneratedTexts) {
  const fingerprint = createHash('sha256').update(modelId).digest('hex').slice(0, 10);
  return { created: unixSeconds(createdAt), model, system_fingerprint: `fp_${fingerprint}` };
}

function usageOf({ promptTokens, completionTokens }: GeneratedTexts) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0 },
  };
}

function toChatLogprob({ token, bytes, logprob, top }: TokenLogprob) {
  return {
    token,
    bytes,
    logprob: logprob ?? unlikely,
    top_logprobs: top.map((one) => ({ token: one.token, bytes: one.bytes, logprob: one.logprob })),
  };
}

/** The old form: columns. The first token of an echoed prompt has no logprob, since nothing stands before it. */
function toTextLogprobs(logprobs: readonly TokenLogprob[]) {
  const offsets: number[] = [];
  let offset = 0;
  for (const { token } of logprobs) {
    offsets.push(offset);
    // Characters as people count them, not UTF-16 units.
    offset += [...token].length;
  }
  return {
    tokens: logprobs.map(({ token }) => token),
    token_logprobs: logprobs.map(({ logprob }) => logprob),
    top_logprobs: logprobs.map(({ token, logprob, top }) =>
      logprob === null ? null : Object.fromEntries([...top.map((one) => [one.token, one.logprob]), [token, logprob]]),
    ),
    text_offset: offsets,
  };
}
