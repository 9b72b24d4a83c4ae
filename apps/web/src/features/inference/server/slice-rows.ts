import { detectCsvDialect } from '@modelmint/domain/dataset-csv-dialect';
import { endsInsideQuotes, splitCsvRecord } from '@modelmint/domain/dataset-csv-record';
import { AppError } from '@modelmint/domain/errors';
import { wrongColumns } from '@modelmint/domain/inference-columns';
import { lookAtRows } from './inspect-input.ts';

export interface RowSlice {
  text: string;
  /** Below 1 for the last one before `totalMax`: the share of the text that was cut into slices. */
  share: number;
}

export interface SliceOptions {
  isWhole: boolean;
  /** Of a slice. A row counts with its header, by whose names it is read, and with `rowCharacters`. */
  charactersMax: number;
  /** Of all slices. */
  totalMax?: number;
  rowCharacters?: number;
}

/**
 * Whole rows of the beginning of a file in slices that are files of their own, so that others have their turn between
 * them. Of a part of a file the last line, which may be cut off, is left out. Throws `invalid_file` for a header that no
 * job reads.
 */
export function* sliceRows(text: string, options: SliceOptions): Generator<RowSlice> {
  const { isWhole, charactersMax, totalMax = Number.POSITIVE_INFINITY, rowCharacters = 0 } = options;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (!isWhole && lines.length > 1) lines.pop();
  const { header, dialect } = findHeader(lines, text);
  const all = lines.reduce((sum, line) => sum + line.length + 1, 0);
  let slice: string[] = [];
  let [characters, total, read] = [0, 0, 0];
  let isInside = false;
  let isFirst = true;
  const cut = (share: number): RowSlice => ({ text: `${isFirst ? '' : header}${slice.join('\n')}`, share });
  for (const line of lines) {
    const weight = line.length + 1 + (isInside ? 0 : rowCharacters + (read === 0 ? 0 : header.length));
    slice.push(line);
    characters += weight;
    total += weight;
    read += line.length + 1;
    if (dialect !== null) isInside = endsInsideQuotes(line, isInside, dialect);
    if (isInside || (characters < charactersMax && total < totalMax)) continue;
    const isLast = total >= totalMax;
    yield cut(isLast ? read / all : 1);
    if (isLast) return;
    [slice, characters, isFirst] = [[], 0, false];
  }
  if (slice.some((line) => line.trim() !== '')) yield cut(1);
}

function findHeader(lines: readonly string[], text: string) {
  if (lookAtRows(text).format !== 'csv') return { header: '', dialect: null };
  const dialect = detectCsvDialect(text);
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const wrong = wrongColumns(splitCsvRecord(first, dialect) ?? []);
  if (wrong !== null) throw new AppError('invalid_file', wrong, { param: 'fileId' });
  return { header: `${first}\n`, dialect };
}
