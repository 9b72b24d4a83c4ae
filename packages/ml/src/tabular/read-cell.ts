import { type Cell, type RowPlace, rowError } from './table-row.ts';

export interface CellReader {
  /** NaN where there is no value. @throws AppError for what is no finite number. */
  readNumber(cell: Cell, place: RowPlace, column: string): number;
  /**
   * Undefined where there is no value. Numbers and truth values are taken as they are written.
   * @throws AppError for a list or an object.
   */
  readText(cell: Cell, place: RowPlace, column: string): string | undefined;
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const shownMax = 60;

export function openCellReader(missingWords: readonly string[]): CellReader {
  const missing = new Set(['', ...missingWords]);
  const readText = (cell: Cell, place: RowPlace, column: string) => {
    if (typeof cell === 'object' && cell !== null)
      throw rowError(
        place,
        `the column "${column}" holds a list or an object; give it a column for each value.`,
        column,
      );
    if (cell === null || cell === undefined || Number.isNaN(cell)) return undefined;
    const text = String(cell).trim();
    return missing.has(text) ? undefined : text;
  };
  return {
    readText,
    readNumber: (cell, place, column) => {
      if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
      const text = readText(cell, place, column);
      if (text === undefined) return Number.NaN;
      const value = decimal.test(text) ? Number(text) : Number.NaN;
      if (Number.isFinite(value)) return value;
      const shown = JSON.stringify(text.slice(0, shownMax));
      const mend = place.source.startsWith('given')
        ? 'write a plain number such as 1234.5, or null where it is not known'
        : `write a plain number such as 1234.5, add ${shown} to the words for a missing value, or give the column the role categorical`;
      throw rowError(place, `the column "${column}" is numeric but holds ${shown}; ${mend}.`, column);
    },
  };
}
