import type { TableCell } from '@modelmint/domain/serving-contract';
import type { Translate } from '../../../i18n/translate.ts';
import type { TrialColumn } from './trial-table.ts';

/** What is written in the fields of a row, by column; empty: the value is missing. */
export type RowFields = Readonly<Record<string, string>>;

/** As the serving process reads numbers. */
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export function readNumber(text: string): number | null {
  const value = decimal.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** An example as it stands in the fields. */
export function fieldsOfRow(columns: readonly TrialColumn[], row: Readonly<Record<string, TableCell>>): RowFields {
  return Object.fromEntries(
    columns.map(({ name, role }) => {
      const text = String(row[name] ?? '');
      // In a column of numbers, words such as NA say that there is none.
      return [name, role === 'numeric' && readNumber(text) === null ? '' : text];
    }),
  );
}

/** What is wrong with a field, and how to mend it; null when nothing is. */
export function problemOfField(t: Translate<'prediction'>, { role }: TrialColumn, text: string): string | null {
  if (role !== 'numeric' || text.trim() === '' || readNumber(text) !== null) return null;
  return t('fieldProblem');
}

/** Without commas below 10,000: it may be a year. */
const bounds = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6, useGrouping: 'min2' });
const bound = (value: number): string => bounds.format(value).replace('-', '\u2212');

/** The numbers of the data, for a hint: `18 – 90`. */
export function rangeWords(t: Translate<'prediction'>, { min, max }: TrialColumn): string {
  return min === null || max === null ? t('aNumber') : t('range', { min: bound(min), max: bound(max) });
}

/** What a column holds, in a line: `number, 18 – 90`, `Oslo, Bergen, …` */
export function columnWords(t: Translate<'prediction'>, column: TrialColumn): string {
  if (column.role === 'numeric')
    return column.min === null ? t('columnNumber') : t('columnNumberRange', { range: rangeWords(t, column) });
  const [first, second, third, ...more] = column.top;
  if (first === undefined) return t('columnText');
  return [first, second, third, ...(more.length > 0 ? ['…'] : [])].filter((one) => one !== undefined).join(', ');
}

/** A model guesses where it has seen nothing. */
export function warningOfField(t: Translate<'prediction'>, column: TrialColumn, text: string): string | null {
  const { role, min, max } = column;
  const value = role === 'numeric' ? readNumber(text) : null;
  if (value === null || min === null || max === null || (value >= min && value <= max)) return null;
  return t('outside', { range: rangeWords(t, column) });
}

/** What is sent. The model wants every column that it reads, if only with null. */
export function rowOfFields(columns: readonly TrialColumn[], fields: RowFields): Record<string, TableCell> {
  return Object.fromEntries(
    columns.map(({ name, role }) => {
      const text = (fields[name] ?? '').trim();
      if (text === '') return [name, null];
      return [name, role === 'numeric' ? (readNumber(text) ?? text) : text];
    }),
  );
}
