import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@modelmint/domain/errors';
import type { ClassifyAnswer } from '@modelmint/domain/serving-contract';

export interface Classifier {
  classify(texts: readonly string[], topK: number): { label: string; score: number }[][];
  countTokens(text: string): number;
}

export interface ClassifyWork {
  model: Classifier;
  inputs: string[];
  topK: number;
  /** Ends the wait; its reason is thrown. */
  signal: AbortSignal;
}

interface Waiting extends ClassifyWork {
  results: ClassifyAnswer['results'];
  finish(answer: ClassifyAnswer): void;
  fail(reason: unknown): void;
}

/** Texts that go through a model at once; between two batches others have their turn. */
const batchMax = 64;
/** Texts that wait at most; more are refused at once, so that those that wait are answered in time. */
const waitingMax = 4096;

/** Runs calls in batches: texts of several calls of one model share a batch, and long calls take turns with short ones. */
export class ClassifyQueue {
  #waiting: Waiting[] = [];
  #isRunning = false;

  /** Throws the signal's reason, `engine_overloaded` when too much waits, and what the model throws. */
  async run(work: ClassifyWork): Promise<ClassifyAnswer> {
    work.signal.throwIfAborted();
    const texts = this.#waiting.reduce((sum, { inputs, results }) => sum + inputs.length - results.length, 0);
    if (texts > 0 && texts + work.inputs.length > waitingMax)
      throw new AppError('engine_overloaded', 'The serving process has too many texts to classify.', {
        retryAfterMs: 1_000,
      });
    return new Promise((resolve, reject) => {
      const leave = () => waiting.fail(work.signal.reason);
      const end = () => {
        work.signal.removeEventListener('abort', leave);
        this.#waiting = this.#waiting.filter((each) => each !== waiting);
      };
      const waiting: Waiting = {
        ...work,
        results: [],
        finish: (answer) => {
          end();
          resolve(answer);
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
        this.#runBatch();
        await nextTurn();
      }
    } finally {
      this.#isRunning = false;
    }
  }

  #runBatch(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const parts: { call: Waiting; texts: string[] }[] = [];
    let room = batchMax;
    for (const call of this.#waiting) {
      if (call.model !== first.model || room === 0) continue;
      const texts = call.inputs.slice(call.results.length, call.results.length + room);
      parts.push({ call, texts });
      room -= texts.length;
    }
    const calls = parts.map(({ call }) => call);
    this.#waiting = [...this.#waiting.filter((call) => !calls.includes(call)), ...calls];
    try {
      answer(first.model, parts);
    } catch (error) {
      for (const call of calls) call.fail(error);
    }
  }
}

function answer(model: Classifier, parts: { call: Waiting; texts: string[] }[]): void {
  const topK = Math.max(...parts.map(({ call }) => call.topK));
  const found = model.classify(
    parts.flatMap(({ texts }) => texts),
    topK,
  );
  let at = 0;
  for (const { call, texts } of parts) {
    call.results.push(...found.slice(at, at + texts.length).map((best) => best.slice(0, call.topK)));
    at += texts.length;
    if (call.results.length === call.inputs.length)
      call.finish({ results: call.results, tokens: call.inputs.map((text) => model.countTokens(text)) });
  }
}
