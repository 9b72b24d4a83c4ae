import type { DatasetColumns } from './dataset-columns.ts';
import type { DatasetLimits } from './dataset-limits.ts';
import { type DatasetProblem, datasetProblem } from './dataset-problem.ts';

/** One example as it is written to train.jsonl and validation.jsonl. */
export interface DatasetRow {
  text: string;
  label: string;
}

export interface RowRules {
  columns: DatasetColumns;
  limits: Pick<DatasetLimits, 'textCharactersMax' | 'labelCharactersMax'>;
}

/** Of a value, for a message. */
export const kindOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'an object'
        : `a ${typeof value}`;
// With the u flag only surrogates without their other half match.
const loneSurrogate = /\p{Surrogate}/u;

export const isDatasetProblem = (value: object): value is DatasetProblem => 'code' in value && 'hint' in value;

/** A row of a text and a label, or what is wrong with it. `undefined` values are missing fields. */
export function checkRow(text: unknown, label: unknown, line: number, rules: RowRules): DatasetRow | DatasetProblem {
  const name = checkLabel(label, line, rules);
  if (typeof name !== 'string') return name;
  const problem = checkText(text, line, rules);
  return problem ?? { text: text as string, label: name };
}

function checkText(text: unknown, line: number, { columns, limits }: RowRules): DatasetProblem | null {
  if (text === undefined) return datasetProblem('text_missing', line, { column: columns.textColumn });
  if (typeof text !== 'string') return datasetProblem('text_not_string', line, { kind: kindOf(text) });
  if (text.trim() === '') return datasetProblem('text_empty', line, {});
  const { textCharactersMax: lengthMax } = limits;
  if (text.length > lengthMax) return datasetProblem('text_too_long', line, { length: text.length, lengthMax });
  return checkCharacters(text, line);
}

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
export function checkCharacters(value: string, line: number): DatasetProblem | null {
  if (value.includes('\0')) return datasetProblem('nul_character', line, {});
  return loneSurrogate.test(value) ? datasetProblem('lone_surrogate', line, {}) : null;
}

function checkLabel(label: unknown, line: number, { columns, limits }: RowRules): string | DatasetProblem {
  if (label === undefined) return datasetProblem('label_missing', line, { column: columns.labelColumn });
  const isScalar = typeof label === 'string' || typeof label === 'boolean' || Number.isFinite(label);
  if (!isScalar)
    return datasetProblem('label_not_scalar', line, { kind: typeof label === 'number' ? 'not finite' : kindOf(label) });
  const name = String(label).trim();
  if (name === '') return datasetProblem('label_empty', line, {});
  const { labelCharactersMax: lengthMax } = limits;
  if (name.length > lengthMax) return datasetProblem('label_too_long', line, { length: name.length, lengthMax });
  return checkCharacters(name, line) ?? name;
}
