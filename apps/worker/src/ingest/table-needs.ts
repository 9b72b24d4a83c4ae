import type { ReadCell } from '@modelmint/domain/dataset-cell';
import type { TableColumns } from '@modelmint/domain/dataset-table-columns';

/**
 * Tells the few rows without which a table could not be trained on: the first with a value in a column, the first that
 * differs from the one before in any column, the first with another value in the target.
 */
export class TableNeeds {
  /** Places of columns that had no value yet. */
  readonly #empty: Set<number>;
  readonly #inputs: number[];
  readonly #target: number;
  #first: readonly ReadCell[] | null = null;
  #isVaried = false;
  #isTargetVaried: boolean;

  constructor({ columns, target }: TableColumns) {
    const places = [...columns.keys()];
    this.#inputs = places.filter((place) => ['numeric', 'categorical'].includes(columns[place]?.role ?? ''));
    this.#empty = new Set(this.#inputs);
    this.#target = columns.findIndex(({ role }) => role === 'target');
    // The draw sees to labels.
    this.#isTargetVaried = target.kind === 'label';
  }

  isNeeded(cells: readonly ReadCell[]): boolean {
    const first = this.#first;
    this.#first ??= cells;
    let isNeeded = first === null;
    for (const place of this.#empty) {
      if (cells[place] === null) continue;
      this.#empty.delete(place);
      isNeeded = true;
    }
    if (first !== null && !this.#isVaried && this.#inputs.some((place) => cells[place] !== first[place])) {
      this.#isVaried = true;
      isNeeded = true;
    }
    if (first !== null && !this.#isTargetVaried && cells[this.#target] !== first[this.#target]) {
      this.#isTargetVaried = true;
      isNeeded = true;
    }
    return isNeeded;
  }
}
