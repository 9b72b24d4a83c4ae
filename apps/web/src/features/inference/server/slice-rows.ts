import { detectCsvDialect } from '@modelmint/domain/dataset-csv-dialect';
import { endsInsideQuotes } from '@modelmint/domain/dataset-csv-record';
import { lookAtRows } from './inspect-input.ts';

/**
 * Whole rows of the beginning of a file in slices that are files of their own, so that others have their turn between
 * them. Of a part of a file the last line, which may be cut off, is left out.
 */
export function* sliceRows(
  text: string,
  { isWhole, charactersMax }: { isWhole: boolean; charactersMax: number },
): Generator<string> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (!isWhole && lines.length > 1) lines.pop();
  const isCsv = lookAtRows(text).format === 'csv';
  const dialect = isCsv ? detectCsvDialect(text) : null;
  const header = isCsv ? `${lines.find((line) => line.trim() !== '') ?? ''}\n` : '';
  let slice: string[] = [];
  let characters = 0;
  let isInside = false;
  let isFirst = true;
  for (const line of lines) {
    slice.push(line);
    characters += line.length + 1;
    if (dialect !== null) isInside = endsInsideQuotes(line, isInside, dialect);
    if (isInside || characters < charactersMax) continue;
    yield `${isFirst ? '' : header}${slice.join('\n')}`;
    [slice, characters, isFirst] = [[], 0, false];
  }
  if (slice.some((line) => line.trim() !== '')) yield `${isFirst ? '' : header}${slice.join('\n')}`;
}
