import { chooseColumns } from '@modelmint/domain/dataset-columns';
import { detectCsvDialect, holdsTable } from '@modelmint/domain/dataset-csv-dialect';
import { splitCsvRecord } from '@modelmint/domain/dataset-csv-record';
import { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { type PossibleTasks, possibleTasks } from './possible-tasks.ts';
import { type ColumnSample, firstCsvRows, firstJsonRows, sampleColumns } from './sample-columns.ts';

export interface PeekedFile extends PossibleTasks {
  format: 'jsonl' | 'csv' | 'zip' | 'text';
  /** Columns of a CSV file, or the fields of the first object; none in an archive or in running text. */
  columns: readonly string[];
  /** What stands in each of them; fewer where that was not seen. */
  samples: readonly ColumnSample[];
  /** The columns of a text classification that the server takes; null where it could not tell. */
  guess: { textColumn: string; labelColumn: string } | null;
}

const peekBytes = 256 * 1024;

/** What a file is, read from its first bytes in the browser; null where that cannot be seen there. */
export async function peekFile(file: Blob): Promise<PeekedFile | null> {
  try {
    const bytes = new Uint8Array(await file.slice(0, peekBytes).arrayBuffer());
    if (isZip(bytes)) return describeFile('zip', [], []);
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? await unpackHead(bytes) : bytes;
    // Text in an encoding that the browser would misread shows nothing usable; the server detects it.
    return peekText(new TextDecoder('utf-8', { fatal: true }).decode(plain, { stream: true }));
  } catch {
    return null;
  }
}

/** `PK` and the mark of a first entry, or of an archive without one. */
function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

/** As much as the first packed bytes give: the end of the stream is missing, which is no error here. */
async function unpackHead(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const { value } = await reader.read();
  // The rest is of no use; that it cannot be unpacked to its end is expected.
  reader.cancel().catch(() => undefined);
  return value ?? new Uint8Array();
}

/** Exported for text that has been read already. */
export function peekText(head: string): PeekedFile | null {
  const first = head.split(/\r\n|\n|\r/).find((line) => line.trim() !== '');
  if (first === undefined) return null;
  if (first.trimStart().startsWith('{')) return peekJson(head, first);
  if (!holdsTable(head)) return describeFile('text', [], []);
  const dialect = detectCsvDialect(head);
  const header = splitCsvRecord(first, dialect);
  if (header === null || header.length < 2) return null;
  const columns = header.map(nameOf);
  return describeFile('csv', columns, sampleColumns(columns, firstCsvRows(head, dialect)));
}

/** What can be told of a file by its columns. */
export function describeFile(
  format: PeekedFile['format'],
  columns: readonly string[],
  samples: readonly ColumnSample[],
): PeekedFile {
  const isChat = format === 'jsonl' && columns.includes('messages');
  const guess = isChat ? { textColumn: 'messages', labelColumn: 'messages' } : guessOf(columns);
  return { format, ...possibleTasks(format, columns), columns, samples, guess };
}

/** As the server calls what has no name, such as the index that pandas writes. */
const nameOf = (name: string, place: number): string => (name.trim() === '' ? `column_${place + 1}` : name);

function peekJson(head: string, line: string): PeekedFile | null {
  try {
    const columns = Object.keys(JSON.parse(line) as object);
    return describeFile('jsonl', columns, sampleColumns(columns, firstJsonRows(head, columns)));
  } catch {
    return null;
  }
}

function guessOf(columns: readonly string[]): PeekedFile['guess'] {
  const chosen = chooseColumns(columns, DatasetSpec.parse({}), { line: 1, code: 'columns_unclear' });
  return 'textColumn' in chosen ? chosen : null;
}
