import type { ReadCell } from '@modelmint/domain/dataset-cell';
import { distinctShownMax, topValuesShownMax } from '@modelmint/domain/dataset-limits';
import type { DatasetReport } from '@modelmint/domain/dataset-report';

type ReportedColumn = NonNullable<DatasetReport['table']>['columns'][number];

/** A longer text is told apart by its first characters and its length. */
const keyCharactersMax = 60;

/** Are always remembered: whether a column is empty, or the same in all rows, does not hang on how wide the table is. */
const alwaysRemembered = 2;

/** Different values that may still be remembered, of all columns of a table together: memory stays flat. */
export interface ValueBudget {
  left: number;
}

/** What a report says of a column's cells. */
export class ColumnTally {
  readonly #budget: ValueBudget;
  readonly #texts = new Map<string, number>();
  readonly #numbers = new Set<number>();
  #missing = 0;
  #count = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  constructor(budget: ValueBudget) {
    this.#budget = budget;
  }

  add(cell: ReadCell): void {
    if (cell === null) this.#missing++;
    else if (typeof cell === 'number') this.#addNumber(cell);
    else this.#addText(cell);
  }

  #addNumber(value: number): void {
    this.#count++;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    if (this.#numbers.size < distinctShownMax && !this.#numbers.has(value) && this.#mayRemember())
      this.#numbers.add(value);
  }

  #addText(text: string): void {
    const key = text.length > keyCharactersMax ? `${text.slice(0, keyCharactersMax)}… (${text.length})` : text;
    const rows = this.#texts.get(key);
    if (rows !== undefined) this.#texts.set(key, rows + 1);
    // A copy: a part of a line would keep the whole line alive.
    else if (this.#texts.size < distinctShownMax && this.#mayRemember())
      this.#texts.set(Buffer.from(key, 'utf16le').toString('utf16le'), 1);
  }

  #mayRemember(): boolean {
    return this.#budget.left-- > 0 || this.#numbers.size + this.#texts.size < alwaysRemembered;
  }

  finish(): Omit<ReportedColumn, 'name' | 'role'> {
    const facts = { missing: this.#missing, distinct: this.#numbers.size + this.#texts.size };
    const top = [...this.#texts]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, topValuesShownMax)
      .map(([value, rows]) => ({ value, rows }));
    return {
      ...facts,
      ...(this.#count > 0 ? { min: this.#min, max: this.#max, mean: this.#sum / this.#count } : {}),
      ...(top.length > 0 ? { top } : {}),
    };
  }
}
