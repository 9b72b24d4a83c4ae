import { isUtf8 } from 'node:buffer';
import { type DatasetProblem, datasetProblem } from '@modelmint/domain/dataset-problem';
import type { Line } from './read-lines.ts';

/** A line as a string, or why it cannot be one. `encoding` is that of the uploaded file; the bytes are UTF-8. */
export function decodeLine(line: Line, from: { encoding: string; lineBytesMax: number }): string | DatasetProblem {
  const { number, bytes } = line;
  if (bytes === null) return datasetProblem('line_too_long', number, { lengthMax: from.lineBytesMax });
  if (bytes.includes(0)) return datasetProblem('nul_character', number, {});
  const text = bytes.toString('utf8');
  // A decoder puts U+FFFD where bytes made no sense; in a UTF-8 file that character may stand by right.
  const isBroken = from.encoding === 'utf-8' ? !isUtf8(bytes) : text.includes('\ufffd');
  return isBroken ? datasetProblem('invalid_encoding', number, { encoding: from.encoding }) : text;
}
