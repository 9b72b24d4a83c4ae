import { type CsvDialect, endsInsideQuotes, splitCsvRecord } from './dataset-csv-record.ts';

const delimiters = [',', ';', '\t', '|'];

/** Records of a table are as wide as its header, a few damaged ones aside; running text has commas where they fall. */
const alikeMin = 0.8;
/** Half of them are enough under a header that reads like names. */
const alikeUnderNamesMin = 0.5;
/** Without such a header, fewer lines with as many commas each say nothing. */
const linesToTell = 3;

/** Whether the first lines are a table, and not running text. */
export function holdsTable(head: string): boolean {
  const lines = linesOf(head);
  if (/^"?sep=./i.test(lines[0] ?? '')) return true;
  const dialect = detectCsvDialect(head);
  const names = (splitCsvRecord(lines[0] ?? '', dialect) ?? []).map((name) => name.trim().toLowerCase());
  if (names.join() === 'text') return true;
  if (names.every(readsLikeName)) return scoreDialect(lines, dialect) >= alikeUnderNamesMin;
  return lines.length >= linesToTell && scoreDialect(lines, dialect) >= alikeMin;
}

function readsLikeName(name: string): boolean {
  return name.length <= 40 && name.split(/\s+/).length <= 4;
}

function linesOf(head: string): string[] {
  return head
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== '')
    .slice(0, 100);
}

/** The dialect under which the first lines fall into rows of equal width, wider before narrower. */
export function detectCsvDialect(head: string): CsvDialect {
  const lines = linesOf(head);
  const quote = detectQuote(lines);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const score = scoreDialect(lines, { delimiter, quote });
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, quote };
}

/** Apostrophes abound in prose, so they are quotes only where most lines have them at the edge of a field. */
function detectQuote(lines: readonly string[]): string {
  const share = (edge: RegExp): number => lines.filter((line) => edge.test(line)).length / Math.max(1, lines.length);
  const isDouble = share(/(?:^|[,;\t|])\s*"|"\s*(?:[,;\t|]|$)/) > 0;
  return !isDouble && share(/^\s*'|'\s*$/) > 0.5 ? "'" : '"';
}

/** The share of records as wide as the header, plus a little for width; 0 when there is but one column. */
function scoreDialect(lines: readonly string[], dialect: CsvDialect): number {
  const widths: number[] = [];
  let record: string[] = [];
  let inside = false;
  for (const line of lines) {
    record.push(line);
    inside = endsInsideQuotes(line, inside, dialect);
    if (inside) continue;
    widths.push(splitCsvRecord(record.join('\n'), dialect)?.length ?? 0);
    record = [];
  }
  const width = widths[0] ?? 1;
  if (width < 2) return 0;
  const alike = widths.filter((other) => other === width).length;
  return alike / (widths.length + (inside ? 1 : 0)) + Math.min(width, 10) / 1000;
}
