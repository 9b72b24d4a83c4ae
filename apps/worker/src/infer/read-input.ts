import { createReadStream } from 'node:fs';
import { type CsvDialect, endsInsideQuotes, splitCsvRecord } from '@modelmint/domain/dataset-csv-record';
import { datasetLimits } from '@modelmint/domain/dataset-limits';
import { DatasetSpec } from '@modelmint/domain/dataset-spec';
import type { RowError } from '@modelmint/domain/inference-ask';
import { cellsByName } from '@modelmint/domain/inference-ask';
import { wrongColumns } from '@modelmint/domain/inference-columns';
import { decodeLine } from '../ingest/decode-line.ts';
import { detectFormat, type TextFormat } from '../ingest/detect-format.ts';
import { openText, type TextFacts } from '../ingest/open-text.ts';
import { type Line, LineReader } from '../ingest/read-lines.ts';
import { Refused } from '../ingest/refused.ts';
import type { CheckLimits } from './check-message.ts';

/** A line of JSON, or a record by the names of its columns; or why it is neither. */
export interface FoundValue {
  line: number;
  value?: unknown;
  error?: RowError;
}

export interface InputOptions {
  path: string;
  limits: CheckLimits;
  /** Only JSON is read; anything else has faults in its lines. */
  isJson: boolean;
  /** Of a CSV: must be among its columns. */
  column: string | null;
}

/** The values of a file in their order, in flat memory. Throws `Refused` for a file that is not text or lacks the column. */
export async function* readInput({ path, limits, isJson, column }: InputOptions): AsyncGenerator<FoundValue> {
  const { lineBytesMax, bytesMax } = limits;
  const facts: TextFacts = { compression: 'none', encoding: null, fileBytes: 0, textBytes: 0 };
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  try {
    const textLimits = { ...datasetLimits, lineBytesMax, textBytesMax: bytesMax };
    const { head, chunks } = await openText(file, { spec: DatasetSpec.parse({}), limits: textLimits, facts });
    const format = isJson ? jsonFormat(head) : formatOf(head);
    const lines = new LineReader({ newline: format.newline, lineBytesMax });
    const decode = (line: Line) => decodeLine(line, { encoding: facts.encoding ?? 'utf-8', lineBytesMax });
    const reader = format.format === 'csv' ? new RecordReader(format.dialect, { column, lineBytesMax }) : jsonReader;
    for await (const chunk of chunks) for (const line of lines.push(chunk)) yield* reader.read(line, decode(line));
    for (const line of lines.end()) yield* reader.read(line, decode(line));
    yield* reader.end();
  } finally {
    file.destroy();
  }
}

type Decoded = ReturnType<typeof decodeLine>;

interface ValueReader {
  read(line: Line, text: Decoded): Generator<FoundValue>;
  end(): Generator<FoundValue>;
}

/** Of a line that says nothing that can be read. */
function faultOf({ message, code }: Exclude<Decoded, string>): RowError {
  return { code, message, param: null };
}

const jsonReader: ValueReader = {
  *read({ number: line }, text) {
    if (typeof text === 'object') yield { line, error: faultOf(text) };
    else if (text.trim() !== '') yield { line, ...parse(text) };
  },
  *end() {},
};

function parse(text: string): Pick<FoundValue, 'value' | 'error'> {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 160) : 'unreadable';
    return { error: { code: 'invalid_json_line', message: `The line is not valid JSON: ${reason}`, param: null } };
  }
}

/** Lines of JSON texts stand in quotes, as the cells of a CSV may. */
function formatOf(head: Buffer): TextFormat {
  const lines = head
    .toString('utf8')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  // The last one may be cut off.
  const whole = lines.length > 1 ? lines.slice(0, 20).slice(0, lines.length - 1) : lines;
  const isText = (line: string) => typeof parse(line).value === 'string';
  return whole.length > 0 && whole.every(isText) ? jsonFormat(head) : detectFormat(head);
}

function jsonFormat(head: Buffer): TextFormat {
  const text = head.toString('utf8');
  return { format: 'jsonl', newline: !text.includes('\n') && text.includes('\r') ? 13 : 10 };
}

/** Records of a CSV; one may span lines inside quotes. */
class RecordReader implements ValueReader {
  readonly #dialect: CsvDialect;
  readonly #options: { column: string | null; lineBytesMax: number };
  #names: string[] | null = null;
  #open: string[] = [];
  #openCharacters = 0;
  #firstLine = 0;

  constructor(dialect: CsvDialect, options: { column: string | null; lineBytesMax: number }) {
    this.#dialect = dialect;
    this.#options = options;
  }

  *read({ number }: Line, text: Decoded): Generator<FoundValue> {
    if (typeof text === 'object') {
      yield* this.end();
      yield { line: number, error: faultOf(text) };
      return;
    }
    const isContinued = this.#open.length > 0;
    if (!isContinued && (text.trim() === '' || (number === 1 && /^"?sep=.\s*"?\s*$/i.test(text)))) return;
    if (!isContinued) this.#firstLine = number;
    this.#open.push(text);
    this.#openCharacters += text.length + 1;
    if (!endsInsideQuotes(text, isContinued, this.#dialect)) yield* this.#take();
    else if (this.#openCharacters > this.#options.lineBytesMax) yield* this.end();
  }

  /** What a quote has opened is never closed. */
  *end(): Generator<FoundValue> {
    if (this.#open.length === 0) return;
    this.#open = [];
    this.#openCharacters = 0;
    const message = 'A quoted field begins on this line and is never closed.';
    yield { line: this.#firstLine, error: { code: 'quote_not_closed', message, param: null } };
  }

  *#take(): Generator<FoundValue> {
    const line = this.#firstLine;
    const record = this.#open.join('\n').replace(/\r$/, '');
    this.#open = [];
    this.#openCharacters = 0;
    const fields = splitCsvRecord(record, this.#dialect);
    if (this.#names === null) this.#names = this.#readHeader(fields ?? [record]);
    else if (fields === null) yield { line, error: this.#misplaced() };
    else yield { line, value: cellsByName(this.#names, fields) };
  }

  #misplaced(): RowError {
    const message = 'There is text between a closing quote and the next delimiter.';
    return { code: 'quote_misplaced', message, param: null };
  }

  #readHeader(fields: string[]): string[] {
    const names = fields.map((name) => name.trim());
    const wrong = wrongColumns(names);
    if (wrong !== null) throw new WrongColumns(wrong);
    const { column } = this.#options;
    if (column === null || names.includes(column)) return names;
    const found = names.slice(0, 20).join(', ');
    throw new MissingColumn(`There is no column "${column}". Columns found: ${found}.`);
  }
}

/** The whole file is of no use. */
export class MissingColumn extends Error {}
class WrongColumns extends Error {}

/** What the file as a whole is refused for; null for an error of the machine. */
export function refusalOf(error: unknown): RowError | null {
  if (error instanceof MissingColumn) return { code: 'invalid_value', message: error.message, param: 'column' };
  if (error instanceof WrongColumns) return { code: 'invalid_file', message: error.message, param: 'input_file_id' };
  if (!(error instanceof Refused)) return null;
  const { message, hint, line } = error.problem;
  // The hints of the others are about examples to train on.
  const isAboutBytes = /^(gzip|file_nested|json_|encoding)/.test(error.problem.code);
  const place = line === null ? '' : `Line ${line}: `;
  const mend = isAboutBytes ? hint : 'Send JSON Lines or CSV.';
  return { code: 'invalid_file', message: `${place}${message} ${mend}`, param: 'input_file_id' };
}
