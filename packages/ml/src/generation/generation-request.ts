import { randomInt } from 'node:crypto';
import { AppError } from '@modelmint/domain/errors';
import type { CausalLmShape } from '../architectures/architecture.ts';
import { checkNumber, checkSamplingOptions, defaultSampling, type SamplingOptions } from './sampling-options.ts';
import { topLogprobsMax } from './token-logprobs.ts';

export interface GenerationRequest {
  /** The prompt as tokens, special ones included. */
  promptIds: readonly number[];
  sampling?: Partial<SamplingOptions>;
  /** Tokens to choose at most; 0 reads the prompt alone. Without it: what the context leaves. */
  maxTokens?: number;
  /** Answers to the one prompt, which is read once. Default 1. */
  n?: number;
  /** Any whole number. Without it one is drawn, and said in the last event. */
  seed?: number;
  stop?: readonly string[];
  /** Alternatives to tell with each token's logprob, 0 to 20. Without it: no logprobs. */
  logprobs?: number;
  /** Begin with the prompt, and its logprobs where `logprobs` asks for them. */
  echo?: boolean;
  /** Go on after an end token, as benchmarks do. */
  ignoreEos?: boolean;
  /** Default true: special tokens do not show in the text. */
  skipSpecialTokens?: boolean;
  signal?: AbortSignal;
}

/** A request with nothing left open. */
export interface CheckedRequest {
  promptIds: readonly number[];
  sampling: SamplingOptions;
  maxTokens: number;
  n: number;
  seed: number;
  stop: readonly string[];
  logprobs: number | null;
  echo: boolean;
  endIds: ReadonlySet<number>;
  skipSpecialTokens: boolean;
}

export interface RequestLimits {
  config: CausalLmShape;
  eosIds: readonly number[];
  maxBatch: number;
}

/** @throws AppError `invalid_value` or `context_length_exceeded` with the `param` that cannot be met by this model. */
export function checkRequest(request: GenerationRequest, limits: RequestLimits): CheckedRequest {
  const { config, eosIds, maxBatch } = limits;
  const { n = 1, seed = randomInt(2 ** 47), stop = [], logprobs = null } = request;
  const sampling = { ...defaultSampling, ...request.sampling };
  checkSamplingOptions(sampling, config.vocabSize);
  checkNumber(n, { param: 'n', min: 1, max: maxBatch, isWhole: true });
  checkNumber(seed, { param: 'seed', min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, isWhole: true });
  if (logprobs !== null) checkNumber(logprobs, { param: 'top_logprobs', min: 0, max: topLogprobsMax, isWhole: true });
  for (const text of stop) checkStop(text);
  return {
    promptIds: [...request.promptIds],
    sampling,
    maxTokens: checkLength(request, config),
    n,
    seed,
    stop,
    logprobs,
    echo: request.echo ?? false,
    endIds: new Set(request.ignoreEos === true ? [] : eosIds),
    skipSpecialTokens: request.skipSpecialTokens ?? true,
  };
}

/** How many tokens the answer may have. */
function checkLength({ promptIds, maxTokens }: GenerationRequest, config: CausalLmShape): number {
  const { contextLength, vocabSize } = config;
  const length = promptIds.length;
  const refuse = (param: string, message: string) => new AppError('invalid_value', message, { param });
  if (length === 0) throw refuse('prompt', 'the prompt has no tokens; give it at least one');
  const stranger = promptIds.find((id) => !Number.isInteger(id) || id < 0 || id >= vocabSize);
  if (stranger !== undefined)
    throw refuse('prompt', `the prompt has token ${stranger}; this model knows 0 to ${vocabSize - 1}`);
  const context = `the model's context of ${contextLength} tokens`;
  const room = contextLength - length;
  const exceed = (param: string, message: string) => new AppError('context_length_exceeded', message, { param });
  if (room < 0 || (room === 0 && maxTokens !== 0))
    throw exceed('prompt', `the prompt has ${length} tokens, which leaves no room in ${context}; shorten it`);
  if (maxTokens === undefined) return room;
  checkNumber(maxTokens, { param: 'max_tokens', min: 0, max: Number.MAX_SAFE_INTEGER, isWhole: true });
  if (maxTokens > room)
    throw exceed(
      'max_tokens',
      `the prompt's ${length} tokens and max_tokens ${maxTokens} exceed ${context}; at most ${room} fit`,
    );
  return maxTokens;
}

function checkStop(text: string): void {
  const refuse = (what: string) => new AppError('invalid_value', `a stop string ${what}`, { param: 'stop' });
  if (text === '') throw refuse('must not be empty');
  if (/\p{Surrogate}/u.test(text)) throw refuse('must be whole characters: it has half of a surrogate pair');
}
