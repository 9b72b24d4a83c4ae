import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { TableColumns } from '@modelmint/domain/dataset-table-columns';
import { ColumnTally } from './column-tally.ts';
import type { FoundRow, RowFacts } from './row-sink.ts';

const valuesRemembered = 500_000;

/** What a report says of a table. */
export class TableFacts implements RowFacts {
  readonly #table: TableColumns;
  readonly #tallies: ColumnTally[];

  constructor(table: TableColumns) {
    const budget = { left: valuesRemembered };
    this.#table = table;
    this.#tallies = table.columns.map(() => new ColumnTally(budget));
  }

  add({ cells = [] }: FoundRow): void {
    for (const [place, tally] of this.#tallies.entries()) tally.add(cells[place] ?? null);
  }

  finish(): Pick<DatasetReport, 'table'> {
    const { columns, target } = this.#table;
    const tallied = columns.map((column, place) => ({
      ...column,
      ...(this.#tallies[place]?.finish() ?? { missing: 0, distinct: 0 }),
    }));
    return { table: { target, columns: tallied } };
  }
}
