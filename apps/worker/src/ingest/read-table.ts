import type { ReadCell } from '@modelmint/domain/dataset-cell';
import { isDatasetProblem } from '@modelmint/domain/dataset-row';
import { chooseTableColumns } from '@modelmint/domain/dataset-table-columns';
import { checkColumnNames, readTableRow, type TableRules } from '@modelmint/domain/dataset-table-row';
import type { ReaderOptions } from './reader-options.ts';
import { Refused } from './refused.ts';
import type { FoundRow, RowSink } from './row-sink.ts';
import { TableFacts } from './table-facts.ts';
import { TableNeeds } from './table-needs.ts';
import type { OpenRows } from './take-rows.ts';

/** Rows of a table, with the roles of columns told from the first of them where nobody gave them. */
export function openTable({ spec, limits }: Omit<ReaderOptions, 'encoding'>, sink: RowSink): OpenRows {
  return ({ names, rows, line }) => {
    const table = checkColumnNames(names, line, limits) ?? chooseTableColumns(names, { spec, rows, line });
    if (isDatasetProblem(table)) throw new Refused(table);
    sink.watch(new TableFacts(table), { isSplitGiven: false });
    const needs = new TableNeeds(table);
    const rules: TableRules = { columns: table.columns, targetKind: table.target.kind, limits };
    const write = openWriter(table.columns, table.target.kind);
    return (cells, at) => {
      const read = readTableRow(cells, at, rules);
      return isDatasetProblem(read) ? read : write(cells, { read, line: at, isFixed: needs.isNeeded(read) });
    };
  };
}

/** Cells are written as the file has them; training and later calls understand them by one rule. */
function openWriter(columns: TableRules['columns'], kind: TableRules['targetKind']) {
  const targetPlace = columns.findIndex(({ role }) => role === 'target');
  const kept = columns.flatMap(({ name, role }, place) =>
    role === 'ignored' || place === targetPlace ? [] : [{ name, place, key: `${JSON.stringify(name)}:` }],
  );
  const targetKey = `${JSON.stringify(columns[targetPlace]?.name ?? '')}:`;
  const show = (cells: readonly unknown[]): string =>
    kept.map(({ name, place }) => `${name}: ${showCell(cells[place])}`).join(', ');
  return (
    cells: readonly unknown[],
    { read, line, isFixed }: { read: readonly ReadCell[]; line: number; isFixed: boolean },
  ): FoundRow => {
    const identity = kept.map(({ key, place }) => key + JSON.stringify(cells[place] ?? null)).join(',');
    const target = cells[targetPlace];
    const answer = String(target).trim();
    return {
      line,
      label: kind === 'label' ? answer : null,
      identity,
      answer,
      tokens: kept.length + 1,
      json: `{${identity},${targetKey}${JSON.stringify(target)}}`,
      // Few rows are shown.
      get shown() {
        return { text: show(cells), label: answer };
      },
      cells: read,
      isFixed,
    };
  };
}

function showCell(cell: unknown): string {
  return cell === null || cell === undefined ? '' : String(cell).slice(0, 80);
}
