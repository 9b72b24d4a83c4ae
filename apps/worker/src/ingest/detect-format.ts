import { detectCsvDialect } from '@modelmint/domain/dataset-csv-dialect';
import type { CsvDialect } from '@modelmint/domain/dataset-csv-record';
import { datasetProblem } from '@modelmint/domain/dataset-problem';
import { Refused } from './refused.ts';

export type TextFormat =
  | { format: 'jsonl'; newline: 10 | 13 }
  | { format: 'csv'; newline: 10 | 13; dialect: CsvDialect };

/** JSON Lines or CSV, by the first lines and not by the file's name. Throws `Refused` for other JSON. */
export function detectFormat(head: Buffer): TextFormat {
  const text = head.toString('utf8');
  const newline = !text.includes('\n') && text.includes('\r') ? 13 : 10;
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 20);
  if (lines[0] === '{') throw new Refused(datasetProblem('json_spread_over_lines', 1, {}));
  if (lines[0] === '[' || /^\[\s*[{[]/.test(lines[0] ?? '')) throw new Refused(datasetProblem('json_array', 1, {}));
  // Damaged lines in front must not turn a file of objects into a CSV file.
  if (lines.filter((line) => line.startsWith('{')).length * 2 > lines.length) return { format: 'jsonl', newline };
  const settings = /^"?sep=(.)/i.exec(lines[0] ?? '')?.[1];
  const dialect = detectCsvDialect(settings === undefined ? text : text.slice(text.search(/[\r\n]/)));
  return { format: 'csv', newline, dialect: settings === undefined ? dialect : { ...dialect, delimiter: settings } };
}
