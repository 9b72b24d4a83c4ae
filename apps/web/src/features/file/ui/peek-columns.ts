import { chooseColumns } from '@modelmint/domain/dataset-columns';
import { detectCsvDialect } from '@modelmint/domain/dataset-csv-dialect';
import { splitCsvRecord } from '@modelmint/domain/dataset-csv-record';
import { DatasetSpec } from '@modelmint/domain/dataset-spec';

export interface PeekedColumns {
  format: 'jsonl' | 'csv';
  columns: string[];
  /** What the server will read when nothing is chosen; null where it could not tell. */
  guess: { textColumn: string; labelColumn: string } | null;
}

const peekBytes = 256 * 1024;

/** The columns of a file, read from its first bytes in the browser; null where they cannot be seen there. */
export async function peekColumns(file: Blob): Promise<PeekedColumns | null> {
  const head = await readHead(file);
  return head === null ? null : columnsOf(head);
}

/** Text in an encoding that the browser would misread shows no usable columns; the server detects it. */
async function readHead(file: Blob): Promise<string | null> {
  try {
    const bytes = new Uint8Array(await file.slice(0, peekBytes).arrayBuffer());
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? await unpackHead(bytes) : bytes;
    return new TextDecoder('utf-8', { fatal: true }).decode(plain, { stream: true });
  } catch {
    return null;
  }
}

/** As much as the first packed bytes give: the end of the stream is missing, which is no error here. */
async function unpackHead(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const { value } = await reader.read();
  // The rest is of no use; that it cannot be unpacked to its end is expected.
  reader.cancel().catch(() => undefined);
  return value ?? new Uint8Array();
}

/** Exported for the text that has been read already. */
export function columnsOf(head: string): PeekedColumns | null {
  const first = head.split(/\r\n|\n|\r/).find((line) => line.trim() !== '');
  if (first === undefined) return null;
  if (first.trimStart().startsWith('{')) return jsonColumns(first);
  const columns = splitCsvRecord(first, detectCsvDialect(head));
  if (columns === null || columns.length < 2) return null;
  return { format: 'csv', columns, guess: guessOf(columns) };
}

function jsonColumns(line: string): PeekedColumns | null {
  try {
    const columns = Object.keys(JSON.parse(line) as object);
    const guess = columns.includes('messages') ? { textColumn: 'messages', labelColumn: 'messages' } : guessOf(columns);
    return { format: 'jsonl', columns, guess };
  } catch {
    return null;
  }
}

function guessOf(columns: string[]): PeekedColumns['guess'] {
  const chosen = chooseColumns(columns, DatasetSpec.parse({}), { line: 1, code: 'columns_unclear' });
  return 'textColumn' in chosen ? chosen : null;
}
