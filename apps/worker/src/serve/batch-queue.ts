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

interface Waiting<Input, Output> extends BatchWork<Input, Output> {
  outputs: Output[];
  finish(outputs: Output[]): void;
  fail(reason: unknown): void;
}

interface Part<Input, Output> {
  call: Waiting<Input, Output>;
  inputs: Input[];
}

/** Runs calls in batches: inputs of several calls of one model share a batch, and long calls take turns with short ones. */
export class BatchQueue<Input, Output> {
  readonly #limits: BatchLimits;
  #waiting: Waiting<Input, Output>[] = [];
  #isRunning = false;

  constructor(limits: BatchLimits) {
    this.#limits = limits;
  }

  /** Throws the signal's reason, `engine_overloaded` when too much waits, and what the model throws. */
  async run(work: BatchWork<Input, Output>): Promise<Output[]> {
    work.signal.throwIfAborted();
    if (work.inputs.length === 0) return [];
    const { waitingMax, what } = this.#limits;
    const waits = this.#waiting.reduce((sum, { inputs, outputs }) => sum + inputs.length - outputs.length, 0);
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
    const [first] = this.#waiting;
    if (first === undefined) return;
    const parts = this.#nextParts(first.model);
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

  /** What the calls of a model that came first have left, as much as fits. */
  #nextParts(model: BatchModel<Input, Output>): Part<Input, Output>[] {
    const { batchMax, costMax = Number.POSITIVE_INFINITY } = this.#limits;
    const parts: Part<Input, Output>[] = [];
    let [room, cost] = [batchMax, costMax];
    for (const call of this.#waiting) {
      if (call.model !== model) continue;
      const inputs: Input[] = [];
      for (const input of call.inputs.slice(call.outputs.length, call.outputs.length + room)) {
        cost -= model.costOf?.(input) ?? 1;
        if (cost < 0 && room < batchMax) break;
        inputs.push(input);
        room--;
      }
      if (inputs.length > 0) parts.push({ call, inputs });
      if (room === 0 || cost <= 0) break;
    }
    return parts;
  }
}
