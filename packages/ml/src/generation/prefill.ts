import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { GenerationModel } from './generation-model.ts';
import { disposeCache, type KvRows, takeKvRows } from './kv-rows.ts';
import { lastLogits } from './last-logits.ts';
import { promptLogprobs } from './prompt-logprobs.ts';
import { readColumns } from './read-columns.ts';
import { endChoice, failRequest, type RunningChoice, type RunningRequest, writeToken } from './running-request.ts';
import type { ChosenLogprob } from './token-logprobs.ts';

/** Answers whose first token is chosen, and what the model has read for them, row by row. */
export interface Prefilled {
  choices: RunningChoice[];
  /** Null when no answer goes on. The caller owns it. */
  rows: KvRows | null;
}

type Scores = (ChosenLogprob | null)[];

/** Reads the prompts of several requests together, padded on the left, a piece at a time. */
export class Prefill {
  /** One row each. */
  requests: readonly RunningRequest[];
  readonly #model: GenerationModel;
  readonly #width: number;
  #past: KvRows | null = null;
  /** Columns that are read. */
  #done = 0;
  readonly #scores = new Map<RunningRequest, Scores>();

  constructor(model: GenerationModel, requests: readonly RunningRequest[]) {
    this.#model = model;
    this.requests = requests;
    this.#width = Math.max(...requests.map(({ promptIds }) => promptIds.length));
  }

  /** Reads at most `columns` further columns. Null while some are left. */
  advance(columns: number): Prefilled | null {
    const end = Math.min(this.#width, this.#done + columns);
    const lengths = this.requests.map((request) => Math.max(0, end - this.#paddingOf(request)));
    const { hidden, rows } = readColumns(this.#model, { ids: this.#idsUpTo(end), lengths, past: this.#past });
    this.dispose();
    this.#past = rows;
    try {
      this.requests.forEach((request, row) => {
        this.#score(request, row, hidden);
      });
      this.#done = end;
      return end < this.#width ? null : this.#finish(lastLogits(this.#model, hidden));
    } finally {
      this.#model.scope.tf.dispose(hidden);
    }
  }

  /** Forgets a request and frees what was read for it. */
  drop(request: RunningRequest): void {
    const kept = this.requests.flatMap((one, row) => (one === request ? [] : [row]));
    if (kept.length === this.requests.length) return;
    const past = this.#past;
    const left = past === null || kept.length === 0 ? null : takeKvRows(this.#model.scope.tf, past, kept, past.width);
    this.dispose();
    this.#past = left;
    this.requests = kept.map((row) => this.requests[row] as RunningRequest);
  }

  dispose(): void {
    if (this.#past !== null) disposeCache(this.#model.scope.tf, this.#past.cache);
    this.#past = null;
  }

  #paddingOf({ promptIds }: RunningRequest): number {
    return this.#width - promptIds.length;
  }

  /** Row by row; 0 for padding, which is masked. [rows × (end − done)] */
  #idsUpTo(end: number): Int32Array {
    const time = end - this.#done;
    const ids = new Int32Array(this.requests.length * time);
    this.requests.forEach((request, row) => {
      const first = this.#paddingOf(request);
      for (let column = Math.max(this.#done, first); column < end; column++)
        ids[row * time + column - this.#done] = request.promptIds[column - first] as number;
    });
    return ids;
  }

  /** Logprobs of the tokens that follow the columns just read. @param hidden [rows, time, hidden] */
  #score(request: RunningRequest, row: number, hidden: Tensor3D): void {
    const { promptIds, echo, logprobs } = request;
    if (!echo || logprobs === null) return;
    const padding = this.#paddingOf(request);
    const from = Math.max(this.#done, padding);
    const nextIds = promptIds.slice(from - padding + 1, this.#done + hidden.shape[1] - padding + 1);
    const known = this.#scores.get(request) ?? [null];
    known.push(...promptLogprobs(this.#model, hidden, { row, start: from - this.#done, nextIds, top: logprobs }));
    this.#scores.set(request, known);
  }

  #finish(logits: readonly Float32Array[]): Prefilled {
    const { requests } = this;
    const past = this.#past;
    const choices: RunningChoice[] = [];
    const rowOf: number[] = [];
    requests.forEach((request, row) => {
      writeFirstTokens(request, logits[row] as Float32Array, this.#scores.get(request) ?? null);
      const going = request.choices.filter(({ isDone }) => !isDone);
      choices.push(...going);
      rowOf.push(...going.map(() => row));
    });
    if (past === null || choices.length === 0) return { choices, rows: null };
    const isAsItIs = rowOf.length === requests.length && rowOf.every((row, i) => row === i);
    if (!isAsItIs) return { choices, rows: takeKvRows(this.#model.scope.tf, past, rowOf) };
    this.#past = null;
    return { choices, rows: past };
  }
}

/** @param logits [vocab], after the prompt's last token */
function writeFirstTokens(request: RunningRequest, logits: Float32Array, scores: Scores | null): void {
  const { echo, promptIds, maxTokens, stream, choices, isOver } = request;
  if (isOver) return;
  try {
    if (echo) stream.push({ kind: 'prompt', ids: promptIds, logprobs: scores });
    for (const choice of choices) {
      if (maxTokens === 0) endChoice(choice, 'length');
      else writeToken(choice, logits.slice());
    }
  } catch (error) {
    failRequest(request, error);
  }
}
