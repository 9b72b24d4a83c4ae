import { AppError } from '@modelmint/domain/errors';
import { openEventStream } from './event-stream.ts';
import type { GenerationEvent } from './generation-event.ts';
import { GenerationLoop } from './generation-loop.ts';
import type { GenerationModel, GenerationTokenizer } from './generation-model.ts';
import { checkRequest, type GenerationRequest } from './generation-request.ts';
import { abortRequest, startRequest } from './running-request.ts';

export interface GeneratorOptions {
  /** Answers that are written at a time; more wait. Default 8. */
  maxBatch?: number;
  /** Tokens that end an answer (`readGenerationDefaults`). Default: the tokenizer's own. */
  eosIds?: readonly number[];
  /**
   * Tokens of prompts that are read between two tokens of the running answers, padding included. Few keep their pace
   * even, many read prompts faster. Default 512.
   */
  prefillTokens?: number;
  /**
   * Bounds keys and values in memory: answers at a time × tokens of the longest one, prompt and `maxTokens` together.
   * What would exceed it waits, and is read alone at last. Default: no bound.
   */
  cacheTokensMax?: number;
}

/** A loaded model that writes the answers of several requests in one batch. */
export interface TextGenerator {
  /**
   * Starts a request at once. Its events wait in memory until they are read; leaving the loop early, or the request's
   * signal, stops it and frees its memory. The iterator throws what failed in computing this request; the others go on.
   *
   * @throws AppError `invalid_value` with `param` for options out of range, `context_length_exceeded` for what the context
   * has no room for, `invalid_state` after `close`.
   */
  add(request: GenerationRequest): AsyncIterableIterator<GenerationEvent>;
  /** Answers that are read for or written now, and requests that wait for room. */
  load(): { choices: number; waiting: number };
  /** Aborts what runs and frees what was read. The model stays. */
  close(): void;
}

export function openGenerator(
  model: GenerationModel,
  tokenizer: GenerationTokenizer,
  options: GeneratorOptions = {},
): TextGenerator {
  const { maxBatch = 8, prefillTokens = 512, cacheTokensMax = Infinity } = options;
  const eosIds = options.eosIds ?? (tokenizer.eosId === null ? [] : [tokenizer.eosId]);
  const loop = new GenerationLoop(model, { maxBatch, prefillTokens, cacheTokensMax });
  let isClosed = false;

  function add(request: GenerationRequest): AsyncIterableIterator<GenerationEvent> {
    if (isClosed) throw new AppError('invalid_state', 'this generator is closed', { fault: 'platform' });
    const checked = checkRequest(request, { config: model.config, eosIds, maxBatch });
    const { signal } = request;
    const stop = () => {
      loop.abort(running);
    };
    const onClose = () => signal?.removeEventListener('abort', stop);
    const stream = openEventStream<GenerationEvent>({ onReturn: stop, onClose });
    const running = startRequest(checked, stream, tokenizer);
    if (signal?.aborted === true) abortRequest(running);
    else {
      signal?.addEventListener('abort', stop);
      loop.add(running);
    }
    return stream.events;
  }

  function close(): void {
    isClosed = true;
    loop.abortAll();
  }

  return { add, load: () => loop.load(), close };
}
