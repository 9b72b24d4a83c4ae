import { usualMissingWords } from './tabular-spec.ts';

/** A cell as it is understood: null where it has no value. */
export type ReadCell = number | string | null;

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const missing = new Set(['', ...usualMissingWords]);

/** Whether a text is a plain number such as 1234.5. */
export function isDecimal(text: string): boolean {
  return decimal.test(text) && Number.isFinite(Number(text));
}

/** A cell as a text without blanks at its ends, or null for none. Not for lists and objects. */
export function textOfCell(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null;
  const text = String(cell).trim();
  return missing.has(text) ? null : text;
}

/** A cell as a number, null for none, NaN for what is no plain number. */
export function numberOfCell(cell: unknown): number | null {
  if (typeof cell === 'number') return cell;
  const text = textOfCell(cell);
  if (text === null) return null;
  return typeof cell === 'string' && isDecimal(text) ? Number(text) : Number.NaN;
}
