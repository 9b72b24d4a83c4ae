import type { GenerationModel } from './generation-model.ts';
import { disposeCache, joinKvRows, type KvRows, takeKvRows } from './kv-rows.ts';
import { lastLogits } from './last-logits.ts';
import type { Prefilled } from './prefill.ts';
import { readColumns } from './read-columns.ts';
import { failRequest, type RunningChoice, writeToken } from './running-request.ts';

/** The answers that are being written, one row each. They join and leave between steps. */
export class DecodeBatch {
  choices: readonly RunningChoice[] = [];
  readonly #model: GenerationModel;
  #rows: KvRows | null = null;

  constructor(model: GenerationModel) {
    this.#model = model;
  }

  /** Takes over what was read for some answers. */
  join({ choices, rows }: Prefilled): void {
    if (rows === null) return;
    if (this.#rows === null) this.#rows = rows;
    else {
      const { tf } = this.#model.scope;
      try {
        this.#replaceRows(joinKvRows(tf, this.#rows, rows));
      } finally {
        disposeCache(tf, rows.cache);
      }
    }
    this.choices = [...this.choices, ...choices];
  }

  /** One token for every row: one forward pass and one read from the device. */
  step(): void {
    if (this.#rows === null) return;
    const ids = Int32Array.from(this.choices, ({ lastId }) => lastId);
    const lengths = this.#rows.lengths.map((length) => length + 1);
    const { hidden, rows } = readColumns(this.#model, { ids, lengths, past: this.#rows });
    this.#replaceRows(rows);
    let logits: Float32Array[];
    try {
      logits = lastLogits(this.#model, hidden);
    } finally {
      this.#model.scope.tf.dispose(hidden);
    }
    this.choices.forEach((choice, row) => {
      writeNext(choice, logits[row] as Float32Array);
    });
    this.sweep();
  }

  /** Frees the rows of answers that are done. */
  sweep(): void {
    const kept = this.choices.flatMap(({ isDone }, row) => (isDone ? [] : [row]));
    if (kept.length === this.choices.length) return;
    const rows = this.#rows;
    this.#replaceRows(rows === null || kept.length === 0 ? null : takeKvRows(this.#model.scope.tf, rows, kept));
    this.choices = kept.map((row) => this.choices[row] as RunningChoice);
  }

  #replaceRows(next: KvRows | null): void {
    if (this.#rows !== null) disposeCache(this.#model.scope.tf, this.#rows.cache);
    this.#rows = next;
  }
}

/** An answer fails alone, or with the others of its own request. @param logits [vocab] */
function writeNext(choice: RunningChoice, logits: Float32Array): void {
  if (choice.isDone) return;
  try {
    writeToken(choice, logits);
  } catch (error) {
    failRequest(choice.request, error);
  }
}
