import { seededRandom } from '../random/seeded-random.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { type ChoiceText, openChoiceText, type Shown } from './choice-text.ts';
import { chooseToken } from './choose-token.ts';
import { decodeAfter } from './decode-after.ts';
import type { EventStream } from './event-stream.ts';
import type { FinishReason, GeneratedToken, GenerationEvent } from './generation-event.ts';
import type { CheckedRequest } from './generation-request.ts';
import { tokenLogprobs } from './token-logprobs.ts';

/** One answer that is being written. */
export interface RunningChoice {
  index: number;
  request: RunningRequest;
  text: ChoiceText;
  /** Tokens of prompt and answer, and how often the answer has each. */
  seen: Set<number>;
  chosen: Map<number, number>;
  /** Tokens chosen so far. */
  count: number;
  /** The newest of them, which the model has not read yet. */
  lastId: number;
  isDone: boolean;
}

export interface RunningRequest extends CheckedRequest {
  choices: RunningChoice[];
  stream: EventStream<GenerationEvent>;
  /** Nothing is computed for it any more. */
  isOver: boolean;
}

export function startRequest(
  checked: CheckedRequest,
  stream: EventStream<GenerationEvent>,
  tokenizer: Pick<Tokenizer, 'decode' | 'decodeStream'>,
): RunningRequest {
  const request: RunningRequest = { ...checked, choices: [], stream, isOver: false };
  for (let index = 0; index < checked.n; index++) {
    const decoder = decodeAfter(tokenizer, checked.promptIds, { skipSpecialTokens: checked.skipSpecialTokens });
    request.choices.push({
      index,
      request,
      text: openChoiceText(decoder, checked.stop),
      seen: new Set(checked.promptIds),
      chosen: new Map(),
      count: 0,
      lastId: -1,
      isDone: false,
    });
  }
  return request;
}

/**
 * Chooses the next token of an answer, shows what may be shown, and ends the answer where that token ends it. What is
 * drawn hangs on seed, choice and position alone, and so not on what else is in the batch.
 *
 * @param logits [vocab]; changed
 */
export function writeToken(choice: RunningChoice, logits: Float32Array): void {
  const { request, seen, chosen, count } = choice;
  const raw = request.logprobs === null ? null : logits.slice();
  const random = seededRandom(request.seed, choice.index, count);
  const id = chooseToken(logits, { options: request.sampling, history: { seen, chosen }, random });
  choice.lastId = id;
  choice.count = count + 1;
  seen.add(id);
  chosen.set(id, (chosen.get(id) ?? 0) + 1);
  if (request.endIds.has(id)) {
    endChoice(choice, 'stop');
    return;
  }
  const token: GeneratedToken = raw === null ? { id } : { id, logprob: tokenLogprobs(raw, id, request.logprobs ?? 0) };
  show(choice, choice.text.push(token));
  if (choice.text.stop !== null) endChoice(choice, 'stop');
  else if (choice.count >= request.maxTokens) endChoice(choice, 'length');
}

/** Shows the rest of an answer's text and says why it ended; after the last answer the request is over. */
export function endChoice(choice: RunningChoice, reason: FinishReason): void {
  const { request, index } = choice;
  show(choice, choice.text.end());
  const { stop } = choice.text;
  choice.isDone = true;
  request.stream.push({ kind: 'finish', choice: index, reason: stop === null ? reason : 'stop', stop });
  if (request.choices.every(({ isDone }) => isDone)) endRequest(request);
}

/** Ends what is unfinished of a request, without the text that was held back. */
export function abortRequest(request: RunningRequest): void {
  for (const choice of request.choices) {
    if (choice.isDone) continue;
    choice.isDone = true;
    request.stream.push({ kind: 'finish', choice: choice.index, reason: 'abort', stop: null });
  }
  endRequest(request);
}

export function failRequest(request: RunningRequest, error: unknown): void {
  for (const choice of request.choices) choice.isDone = true;
  request.isOver = true;
  request.stream.fail(error);
}

function endRequest(request: RunningRequest): void {
  request.isOver = true;
  const completionTokens = request.choices.reduce((sum, { count }) => sum + count, 0);
  const { promptIds, seed, stream } = request;
  stream.push({ kind: 'end', promptTokens: promptIds.length, completionTokens, seed });
  stream.end();
}

function show({ request, index }: RunningChoice, { text, tokens }: Shown): void {
  if (text !== '' || tokens.length > 0) request.stream.push({ kind: 'delta', choice: index, text, tokens });
}
