import type { Task } from './task.ts';

/** A text met in the file: all its rows go to one side. */
export interface TextGroup {
  rows: number;
  /** Index of the label that the text had first; a text with two labels is drawn under that one. */
  label: number;
}

/** The rows and texts of a label over the whole file. */
export interface LabelRows {
  rows: number;
  groups: number;
  /** Of them, those that must be trained on and are not asked for. */
  fixed?: { rows: number; groups: number };
}

interface Remaining {
  rows: number;
  groups: number;
  /** Rows that validation still wants of this label. */
  wanted: number;
  isEmpty: { train: boolean; validation: boolean };
}

/** A seeded generator of numbers in [0, 1): the 32-bit finaliser of a running counter (splitmix32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

/**
 * Draws which texts are held out, label by label, in one pass and without a list of rows (selection sampling:
 * each is taken with probability wanted / remaining). With single texts each label's share is exact to one row;
 * a text that is repeated more often than rows are wanted stays in train.
 */
export class SplitDraw {
  readonly #labels: Remaining[];
  readonly #random: () => number;

  constructor(labels: readonly LabelRows[], options: { fraction: number; seed: number }) {
    this.#random = seededRandom(options.seed);
    this.#labels = labels.map(({ rows, groups, fixed = { rows: 0, groups: 0 } }) => ({
      rows: rows - fixed.rows,
      groups: groups - fixed.groups,
      wanted: options.fraction === 0 ? 0 : Math.max(1, Math.round(rows * options.fraction)),
      isEmpty: { train: fixed.groups === 0, validation: true },
    }));
  }

  /** Call once for each text, in an order that the file fixes. */
  isHeldOut({ rows, label }: TextGroup): boolean {
    const left = this.#labels[label];
    if (left === undefined || left.wanted === 0) return false;
    const isLast = left.groups === 1;
    const mustFill = isLast && left.isEmpty.validation && !left.isEmpty.train;
    const mayTake = rows <= left.wanted && !(isLast && left.isEmpty.train);
    const heldOut = mustFill || (mayTake && this.#random() * left.rows < left.wanted);
    left.rows -= rows;
    left.groups -= 1;
    if (heldOut) left.wanted = Math.max(0, left.wanted - rows);
    left.isEmpty[heldOut ? 'validation' : 'train'] = false;
    return heldOut;
  }
}

/**
 * Whether the rows of a table are drawn one by one: where most rows repeat the cells of others, that is what such rows do,
 * and to hold all of a kind out together would measure something else.
 */
export function drawsRows({ task, rows, distinct }: { task: Task; rows: number; distinct: number }): boolean {
  return task === 'tabular' && distinct * 2 < rows;
}
