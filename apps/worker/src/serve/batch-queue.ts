import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@modelmint/domain/errors';

/** What goes through in batches. The same object for all calls of one model. */
export interface BatchModel<Input, Output> {
  /** One output for each input, in their order. */
  run(inputs: readonly Input[]): Output[] | Promise<Output[]>;
  /** In the unit of `costMax`, such as tokens or pixels. Default: 1. */
  costOf?(input: Input): number;
}

export interface BatchWork<Input, Output> {
  model: BatchModel<Input, Output>;
  inputs: readonly Input[];
  /** Ends the wait; its reason is thrown. */
  signal: AbortSignal;
  /** Nobody waits for it: others come first, and it shares its batches with nobody, so that they are always the same. */
  isBackground?: boolean;
}

export interface BatchLimits {
  /** Inputs that go through a model at once; between two batches others have their turn. */
  batchMax: number;
  /** Cost of a batch; one input may exceed it alone. Default: no bound. */
  costMax?: number;
  /** Inputs that wait at most; more are refused at once, so that those that wait are answered in time. */
  waitingMax: number;
  /** Said to who is refused: `texts to classify`. */
  what: string;
}

/** Batches of those who wait before one of the background has its turn all the same. */
const batchesAhead = 8;
/** A batch of the background is so much smaller, since whoever comes waits for its end. */
const backgroundShare = 1 / 4;

interface Waiting<Input, Output> extends BatchWork<Input, Output> {
  outputs: Output[];
  finish(outputs: Output[]): void;
  fail(reason: unknown): void;
}

interface Part<Input, Output> {
  call: Waiting<Input, Output>;
  inputs: Input[];
}

/**
 * Runs calls in batches: inputs of several calls of one model share a batch, and long calls take turns with short ones.
 * What nobody waits for comes after what somebody does, yet never quite stands still.
 */
export class BatchQueue<Input, Output> {
  readonly #limits: BatchLimits;
  #waiting: Waiting<Input, Output>[] = [];
  #isRunning = false;
  #ahead = 0;

  constructor(limits: BatchLimits) {
    this.#limits = limits;
  }

  /** Throws the signal's reason, `engine_overloaded` when too much waits, and what the model throws. */
  async run(work: BatchWork<Input, Output>): Promise<Output[]> {
    work.signal.throwIfAborted();
    if (work.inputs.length === 0) return [];
    const { waitingMax, what } = this.#limits;
    const alike = this.#waiting.filter(({ isBackground = false }) => isBackground === (work.isBackground ?? false));
    const waits = alike.reduce((sum, { inputs, outputs }) => sum + inputs.length - outputs.length, 0);
    if (waits > 0 && waits + work.inputs.length > waitingMax)
      throw new AppError('engine_overloaded', `The serving process has too many ${what}.`, { retryAfterMs: 1_000 });
    return new Promise((resolve, reject) => {
      const leave = () => waiting.fail(work.signal.reason);
      const end = () => {
        work.signal.removeEventListener('abort', leave);
        this.#waiting = this.#waiting.filter((each) => each !== waiting);
      };
      const waiting: Waiting<Input, Output> = {
        ...work,
        outputs: [],
        finish: (outputs) => {
          end();
          resolve(outputs);
        },
        fail: (reason) => {
          end();
          reject(reason);
        },
      };
      work.signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
      void this.#start();
    });
  }

  async #start(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      // Calls that arrive in the same moment share the first batch.
      await nextTurn();
      while (this.#waiting.length > 0) {
        await this.#runBatch();
        await nextTurn();
      }
    } finally {
      this.#isRunning = false;
    }
  }

  async #runBatch(): Promise<void> {
    const first = this.#nextCall();
    if (first === undefined) return;
    const parts = this.#nextParts(first);
    const calls = parts.map(({ call }) => call);
    this.#waiting = [...this.#waiting.filter((call) => !calls.includes(call)), ...calls];
    try {
      const outputs = await first.model.run(parts.flatMap(({ inputs }) => inputs));
      let at = 0;
      for (const { call, inputs } of parts) {
        call.outputs.push(...outputs.slice(at, at + inputs.length));
        at += inputs.length;
        if (call.outputs.length === call.inputs.length) call.finish(call.outputs);
      }
    } catch (error) {
      for (const call of calls) call.fail(error);
    }
  }

  #nextCall(): Waiting<Input, Output> | undefined {
    const awaited = this.#waiting.find(({ isBackground = false }) => !isBackground);
    const background = this.#waiting.find(({ isBackground = false }) => isBackground);
    if (awaited === undefined || background === undefined) return awaited ?? background;
    this.#ahead = (this.#ahead + 1) % (batchesAhead + 1);
    return this.#ahead === 0 ? background : awaited;
  }

  /** What the calls of a model that came first have left, as much as fits; of the background one call only. */
  #nextParts(first: Waiting<Input, Output>): Part<Input, Output>[] {
    const { model, isBackground = false } = first;
    const { batchMax, costMax = Number.POSITIVE_INFINITY } = this.#limits;
    const share = isBackground ? backgroundShare : 1;
    const most = Math.max(1, Math.floor(batchMax * share));
    const calls = isBackground ? [first] : this.#waiting.filter((call) => call.isBackground !== true);
    const parts: Part<Input, Output>[] = [];
    let [room, cost] = [most, costMax * share];
    for (const call of calls) {
      if (call.model !== model) continue;
      const inputs: Input[] = [];
      for (const input of call.inputs.slice(call.outputs.length, call.outputs.length + room)) {
        cost -= model.costOf?.(input) ?? 1;
        if (cost < 0 && room < most) break;
        inputs.push(input);
        room--;
      }
      if (inputs.length > 0) parts.push({ call, inputs });
      if (room === 0 || cost <= 0) break;
    }
    return parts;
  }
}
