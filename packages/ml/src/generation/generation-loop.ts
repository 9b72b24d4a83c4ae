import { DecodeBatch } from './decode-batch.ts';
import type { GenerationModel } from './generation-model.ts';
import { Prefill } from './prefill.ts';
import { abortRequest, failRequest, type RunningRequest } from './running-request.ts';

export interface LoopOptions {
  maxBatch: number;
  prefillTokens: number;
  cacheTokensMax: number;
}

/** Prompts of at most this many tokens in all, padding included, are read together. */
const groupTokensMax = 2048;

/**
 * One loop for all requests: each turn reads a piece of the newcomers' prompts, then chooses one token for every running
 * answer. Requests join and leave between turns (iteration-level scheduling, Yu et al. 2022, "Orca"), first come first
 * served. A turn blocks the event loop; between turns it is free.
 */
export class GenerationLoop {
  readonly #model: GenerationModel;
  readonly #options: LoopOptions;
  readonly #batch: DecodeBatch;
  #waiting: RunningRequest[] = [];
  #prefill: Prefill | null = null;
  /** Their prompt could not be read together with others' and is read again alone. */
  readonly #alone = new WeakSet<RunningRequest>();
  #isTurning = false;

  constructor(model: GenerationModel, options: LoopOptions) {
    this.#model = model;
    this.#options = options;
    this.#batch = new DecodeBatch(model);
  }

  add(request: RunningRequest): void {
    this.#waiting.push(request);
    this.#wake();
  }

  /** Called between turns, as nothing else runs during one: its memory is free on return. */
  abort(request: RunningRequest): void {
    if (request.isOver) return;
    abortRequest(request);
    this.#waiting = this.#waiting.filter((one) => one !== request);
    try {
      this.#prefill?.drop(request);
      this.#batch.sweep();
    } catch {
      // No memory to copy the others' rows: the next turn meets the same, and fails those whom it concerns.
    }
    if (this.#prefill?.requests.length === 0) this.#prefill = null;
  }

  abortAll(): void {
    const writing = this.#batch.choices.map(({ request }) => request);
    for (const request of [...this.#waiting, ...(this.#prefill?.requests ?? []), ...writing]) this.abort(request);
  }

  /** Answers that are read for or written, and requests that wait for room. */
  load(): { choices: number; waiting: number } {
    const reading = (this.#prefill?.requests ?? []).reduce((sum, { n }) => sum + n, 0);
    return { choices: this.#batch.choices.length + reading, waiting: this.#waiting.length };
  }

  #wake(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    setImmediate(() => {
      this.#turn();
    });
  }

  #turn(): void {
    try {
      this.#prefill ??= this.#nextPrefill();
      if (this.#prefill !== null) this.#readPrompts(this.#prefill);
      this.#batch.step();
    } catch (error) {
      // All rows share the pass that failed.
      for (const { request } of this.#batch.choices) failRequest(request, error);
      this.#batch.sweep();
    }
    this.#isTurning = false;
    const { choices, waiting } = this.load();
    if (choices + waiting > 0) this.#wake();
  }

  #readPrompts(prefill: Prefill): void {
    try {
      const columns = Math.floor(this.#options.prefillTokens / prefill.requests.length);
      const prefilled = prefill.advance(Math.max(1, columns));
      if (prefilled === null) return;
      this.#prefill = null;
      this.#batch.join(prefilled);
    } catch (error) {
      this.#prefill = null;
      this.#readAgain(prefill.requests, error);
    }
    prefill.dispose();
  }

  /** One request's prompt must not fail the others: those that have shown nothing yet are read again, each alone. */
  #readAgain(requests: readonly RunningRequest[], error: unknown): void {
    const hasBegun = requests.some(({ isOver, choices }) => isOver || choices.some(({ count }) => count > 0));
    if (hasBegun || requests.length === 1) {
      for (const request of requests) failRequest(request, error);
      return;
    }
    for (const request of requests) this.#alone.add(request);
    this.#waiting.unshift(...requests);
  }

  /** Those who came first, as many as fit into the batch and are worth reading together. */
  #nextPrefill(): Prefill | null {
    const group: RunningRequest[] = [];
    const writing = this.#batch.choices;
    let room = this.#options.maxBatch - writing.length;
    let width = 0;
    let rows = writing.length;
    let length = writing.reduce((longest, { request }) => Math.max(longest, lengthOf(request)), 0);
    for (const request of this.#waiting) {
      width = Math.max(width, request.promptIds.length);
      const isTooMuch = width * (group.length + 1) > groupTokensMax;
      if (request.n > room || (group.length > 0 && (isTooMuch || this.#alone.has(request)))) break;
      rows += request.n;
      length = Math.max(length, lengthOf(request));
      if (rows > request.n && rows * length > this.#options.cacheTokensMax) break;
      room -= request.n;
      group.push(request);
      if (this.#alone.has(request)) break;
    }
    this.#waiting = this.#waiting.slice(group.length);
    return group.length === 0 ? null : new Prefill(this.#model, group);
  }
}

/** Tokens that an answer may come to, with its prompt. */
function lengthOf({ promptIds, maxTokens }: RunningRequest): number {
  return promptIds.length + maxTokens;
}
