import { numberOfCell, type ReadCell, textOfCell } from './dataset-cell.ts';
import type { DatasetLimits } from './dataset-limits.ts';
import { type DatasetProblem, datasetProblem } from './dataset-problem.ts';
import { checkCharacters, kindOf } from './dataset-row.ts';
import type { ColumnRole } from './tabular-spec.ts';

export interface TableRules {
  /** All columns in the order of the cells. */
  columns: readonly { name: string; role: ColumnRole }[];
  targetKind: 'label' | 'value';
  limits: Pick<DatasetLimits, 'cellCharactersMax' | 'labelCharactersMax'>;
}

/** Squares and 32-bit floats of larger numbers overflow. */
const numberMax = 1e30;
const foundCharactersMax = 60;

/** The cells of a row as they are understood, in their order, or what is wrong with the row. */
export function readTableRow(cells: readonly unknown[], line: number, rules: TableRules): ReadCell[] | DatasetProblem {
  const read: ReadCell[] = [];
  for (const [place, { name, role }] of rules.columns.entries()) {
    const value = readCell(cells[place], line, { name, role, rules });
    if (typeof value === 'object' && value !== null) return value;
    read.push(value);
  }
  return read;
}

interface CellRules {
  name: string;
  role: ColumnRole;
  rules: TableRules;
}

function readCell(cell: unknown, line: number, { name: column, role, rules }: CellRules): ReadCell | DatasetProblem {
  const isObject = typeof cell === 'object' && cell !== null;
  if (role === 'ignored') return isObject ? null : textOfCell(cell);
  if (isObject) return datasetProblem('cell_not_scalar', line, { column, kind: kindOf(cell) });
  const isNumber = role === 'numeric' || (role === 'target' && rules.targetKind === 'value');
  const value = isNumber ? readNumber(cell, line, column) : readText(cell, line, { column, role, rules });
  return value === null && role === 'target' ? datasetProblem('target_missing', line, { column }) : value;
}

function readNumber(cell: unknown, line: number, column: string): number | null | DatasetProblem {
  const value = numberOfCell(cell);
  if (value === null) return null;
  const found = String(cell).trim().slice(0, foundCharactersMax);
  if (Number.isNaN(value)) {
    if (typeof cell === 'string') return checkCharacters(cell, line) ?? notNumber(column, found, line);
    return notNumber(column, found, line);
  }
  return Math.abs(value) > numberMax ? datasetProblem('number_too_large', line, { column, found }) : value;
}

const notNumber = (column: string, found: string, line: number) =>
  datasetProblem('cell_not_number', line, { column, found });

function readText(
  cell: unknown,
  line: number,
  { column, role, rules }: { column: string; role: ColumnRole; rules: TableRules },
): string | null | DatasetProblem {
  if (typeof cell === 'number' && !Number.isFinite(cell))
    return datasetProblem('number_too_large', line, { column, found: String(cell) });
  const text = textOfCell(cell);
  if (text === null) return null;
  const { length } = text;
  const { labelCharactersMax, cellCharactersMax } = rules.limits;
  if (role === 'target' && length > labelCharactersMax)
    return datasetProblem('label_too_long', line, { length, lengthMax: labelCharactersMax });
  if (length > cellCharactersMax)
    return datasetProblem('cell_too_long', line, { column, length, lengthMax: cellCharactersMax });
  return checkCharacters(text, line) ?? text;
}

/** The columns of a table must have names that are told apart. Refused is the first that has not. */
export function checkColumnNames(
  names: readonly string[],
  line: number,
  { columnNameCharactersMax: lengthMax }: Pick<DatasetLimits, 'columnNameCharactersMax'>,
): DatasetProblem | null {
  const seen = new Set<string>();
  for (const [place, name] of names.entries()) {
    const { length } = name;
    if (length > lengthMax)
      return datasetProblem('column_name_too_long', line, { number: place + 1, length, lengthMax });
    const problem = checkCharacters(name, line);
    if (problem !== null) return problem;
    // What objects inherit from.
    if (name === '__proto__') return datasetProblem('column_name_reserved', line, { column: name });
    if (seen.has(name)) return datasetProblem('column_twice', line, { column: name });
    seen.add(name);
  }
  return null;
}
