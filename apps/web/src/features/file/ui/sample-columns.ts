import { type CsvDialect, endsInsideQuotes, splitCsvRecord } from '@modelmint/domain/dataset-csv-record';

const rowsRead = 20;
const samplesShown = 3;
const sampleCharactersMax = 24;

/** What stands in each column of the first rows, in a few words: `34, 51, 28`. Empty where nothing does. */
export function sampleColumns(columns: readonly string[], rows: readonly (readonly unknown[])[]): string[] {
  return columns.map((_, at) => {
    const cells = new Set(rows.map((row) => wordsOf(row[at])).filter((text) => text !== ''));
    return [...cells].slice(0, samplesShown).join(', ');
  });
}

function wordsOf(cell: unknown): string {
  if (cell === undefined || cell === null) return '';
  const text = (typeof cell === 'string' ? cell : JSON.stringify(cell)).replace(/\s+/g, ' ').trim();
  const characters = [...text.slice(0, 2 * sampleCharactersMax)];
  return characters.length <= sampleCharactersMax ? text : `${characters.slice(0, sampleCharactersMax).join('')}…`;
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
    if (rows.length > rowsRead) break;
  }
  return rows.slice(1);
}

/** The values of the first objects in the order of the columns; lines that are no objects are passed over. */
export function firstJsonRows(head: string, columns: readonly string[]): unknown[][] {
  const lines = head.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  return lines.slice(0, rowsRead).flatMap((line) => {
    try {
      const row = JSON.parse(line) as Record<string, unknown> | null;
      return [columns.map((name) => row?.[name])];
    } catch {
      return [];
    }
  });
}
