import type { ChosenLogprob } from './token-logprobs.ts';

export interface GeneratedToken {
  id: number;
  /** Where the request asks for logprobs. */
  logprob?: ChosenLogprob;
}

/** First of all, where the request asks for `echo`. */
export interface PromptEvent {
  kind: 'prompt';
  ids: readonly number[];
  /** One per id, null for the first, which nothing stands before; null without logprobs. */
  logprobs: (ChosenLogprob | null)[] | null;
}

/** Text that no stop string can take back any more: whole code points, with the tokens that it begins in. */
export interface DeltaEvent {
  kind: 'delta';
  choice: number;
  text: string;
  tokens: GeneratedToken[];
}

/** `stop`: an end token or a stop string; `length`: `maxTokens` or the context; `abort`: the request's signal. */
export type FinishReason = 'stop' | 'length' | 'abort';

export interface FinishEvent {
  kind: 'finish';
  choice: number;
  reason: FinishReason;
  /** The stop string that ended it. */
  stop: string | null;
}

/** Last of all, after every choice has finished. */
export interface EndEvent {
  kind: 'end';
  /** Tokens of the prompt, once however many choices share it. */
  promptTokens: number;
  /** Tokens chosen in all choices, with end tokens and those of stop strings, which no delta shows. */
  completionTokens: number;
  /** The request's, or the one drawn for it: the same again gives the same text. */
  seed: number;
}

export type GenerationEvent = PromptEvent | DeltaEvent | FinishEvent | EndEvent;
