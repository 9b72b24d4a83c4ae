import type { TableCell } from '@modelmint/domain/serving-contract';
import { readNumber } from './table-form.ts';
import type { TrialColumn, TrialTable } from './trial-table.ts';

/** A row that the model can read: one of its data, else what is usual in each column. */
export function exampleRow({ columns, rows: [first] }: TrialTable): Record<string, TableCell> {
  return Object.fromEntries(
    columns.map((column) => [column.name, first === undefined ? usualCell(column) : asNumber(column, first)]),
  );
}

const figures = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3, useGrouping: false });

function usualCell({ role, mean, top: [first] }: TrialColumn): TableCell {
  return role === 'numeric' ? (mean === null ? null : Number(figures.format(mean))) : (first ?? null);
}

/** Cells of a CSV file are texts; code reads better with numbers. */
function asNumber({ name, role }: TrialColumn, row: Record<string, TableCell>): TableCell {
  const cell = row[name] ?? null;
  if (cell === '') return null;
  if (role === 'categorical' || typeof cell !== 'string') return cell;
  return readNumber(cell) ?? cell;
}
