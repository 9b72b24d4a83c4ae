import { type CsvDialect, endsInsideQuotes, splitCsvRecord } from '@modelmint/domain/dataset-csv-record';
import { guessRole, guessTargetKind, sampleRowsMax } from '@modelmint/domain/dataset-roles';
import type { ColumnRole } from '@modelmint/domain/tabular-spec';

/** What the first rows show of a column of a table. */
export interface ColumnSample {
  /** What stands in it, in a few words: `34, 51, 28`. Empty where nothing does. */
  values: string;
  /** What it is by its content, and what it holds as a target; null where that is not known. */
  role: ColumnRole | null;
  targetKind: 'label' | 'value' | null;
}

const rowsShown = 20;
const valuesShown = 3;
const valueCharactersMax = 24;

export function sampleColumns(columns: readonly string[], rows: readonly (readonly unknown[])[]): ColumnSample[] {
  return columns.map((name, at) => {
    const cells = rows.map((row) => row[at]);
    const shown = new Set(
      cells
        .slice(0, rowsShown)
        .map(wordsOf)
        .filter((text) => text !== ''),
    );
    return {
      values: [...shown].slice(0, valuesShown).join(', '),
      role: rows.length === 0 ? null : guessRole(name, cells).role,
      targetKind: rows.length === 0 ? null : guessTargetKind(cells),
    };
  });
}

function wordsOf(cell: unknown): string {
  if (cell === undefined || cell === null) return '';
  const text = (typeof cell === 'string' ? cell : JSON.stringify(cell)).replace(/\s+/g, ' ').trim();
  const characters = [...text.slice(0, 2 * valueCharactersMax)];
  return characters.length <= valueCharactersMax ? text : `${characters.slice(0, valueCharactersMax).join('')}…`;
}

/** The first records below the header. A head that ends in the middle of one may show part of it. */
export function firstCsvRows(head: string, dialect: CsvDialect): string[][] {
  const rows: string[][] = [];
  let record: string[] = [];
  let inside = false;
  for (const line of head.split(/\r\n|\n|\r/)) {
    if (line === '' && !inside) continue;
    record.push(line);
    inside = endsInsideQuotes(line, inside, dialect);
    if (inside) continue;
    rows.push(splitCsvRecord(record.join('\n'), dialect) ?? []);
    record = [];
    if (rows.length > sampleRowsMax) break;
  }
  return rows.slice(1);
}

/** The values of the first objects in the order of the columns; lines that are no objects are passed over. */
export function firstJsonRows(head: string, columns: readonly string[]): unknown[][] {
  const lines = head.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  return lines.slice(0, sampleRowsMax).flatMap((line) => {
    try {
      const row = JSON.parse(line) as Record<string, unknown> | null;
      return [columns.map((name) => (row !== null && Object.hasOwn(row, name) ? row[name] : undefined))];
    } catch {
      return [];
    }
  });
}
