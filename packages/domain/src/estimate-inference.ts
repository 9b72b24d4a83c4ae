import { detectCsvDialect } from './dataset-csv-dialect.ts';
import { endsInsideQuotes, splitCsvRecord } from './dataset-csv-record.ts';
import { isAppError } from './errors.ts';
import { askRow, cellsByName, type InferenceAsk } from './inference-ask.ts';
import { type Micros, rateMicros } from './money.ts';
import type { AskedCall } from './wire/call-route.ts';

export interface InferenceEstimate {
  rows: number;
  /** Rows of the sample that cannot be asked, and why the first of them cannot. */
  refused: number;
  firstProblem: { row: number; message: string } | null;
  tokens: { low: bigint; high: bigint };
  amountMicros: { low: Micros; high: Micros };
  /** The whole file was read; else it is reckoned from its beginning. */
  isExact: boolean;
}

export interface InferenceSample {
  /** The beginning of the file, in UTF-8. */
  text: string;
  /** Of the text, as bytes of the file. */
  bytes: number;
  /** Of the whole file. */
  sizeBytes: number;
}

/** Price range of a job before its launch, from the beginning of its file; the money is held once all rows are counted. */
export function estimateInference(ask: InferenceAsk, sample: InferenceSample, rate: Micros): InferenceEstimate {
  const isExact = sample.bytes >= sample.sizeBytes;
  const values = readValues(sample.text, isExact);
  const seen = { low: 0, high: 0, rows: 0, refused: 0 };
  let firstProblem: InferenceEstimate['firstProblem'] = null;
  for (const [row, { value, message }] of values.entries()) {
    try {
      if (message !== undefined) throw new Error(message);
      const asked = ask.mode === 'BATCH' ? (value as { body?: unknown } | null)?.body : value;
      const call = askRow(ask, { row, value: asked });
      seen.low += tokensMin(call);
      seen.high += call.tokensMax;
    } catch (error) {
      seen.refused++;
      firstProblem ??= { row: row + 1, message: messageOf(error) };
    }
    seen.rows++;
  }
  const times = isExact || seen.rows === 0 ? 1 : sample.sizeBytes / Math.max(1, sample.bytes);
  const whole = (count: number) => BigInt(Math.ceil(count * times));
  const tokens = { low: whole(seen.low), high: whole(seen.high) };
  return {
    rows: Math.round(seen.rows * times),
    refused: seen.refused,
    firstProblem,
    tokens,
    amountMicros: { low: rateMicros(tokens.low, rate), high: rateMicros(tokens.high, rate) },
    isExact,
  };
}

function messageOf(error: unknown): string {
  return isAppError(error) || error instanceof Error ? error.message : String(error);
}

/** Characters that a token stands for at most, as texts are mostly written. */
const charactersPerToken = 8;

function tokensMin({ body, inputs, tokensMax }: AskedCall): number {
  const read = body.prompt ?? body.inputs ?? [];
  const hasImages = Array.isArray(read) && typeof read[0] === 'object';
  const characters = hasImages ? 0 : textLength(read);
  return Math.min(tokensMax, Math.max(inputs, Math.ceil(characters / charactersPerToken)));
}

function textLength(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + textLength(part), 0);
}

interface SampleValue {
  value?: unknown;
  message?: string;
}

/** The lines of JSONL, or the records of CSV by their columns; a last line that is cut off is left out. */
function readValues(text: string, isWhole: boolean): SampleValue[] {
  const clean = text.replace(/^\uFEFF/, '');
  const lines = clean.split(/\r\n|\n|\r/);
  if (!isWhole && lines.length > 1) lines.pop();
  const said = lines.filter((line) => line.trim() !== '');
  const isJson = said.filter((line) => /^\s*[{"[]/.test(line)).length * 2 > said.length && readsAsJson(said[0] ?? '');
  return isJson ? said.map(readJson) : readRecords(said, clean);
}

function readsAsJson(line: string): boolean {
  return readJson(line).message === undefined;
}

function readJson(line: string): SampleValue {
  try {
    return { value: JSON.parse(line) };
  } catch (error) {
    return { message: `The line is not valid JSON: ${messageOf(error)}` };
  }
}

function readRecords(lines: readonly string[], text: string): SampleValue[] {
  const dialect = detectCsvDialect(text);
  const records: string[][] = [];
  let open: string[] = [];
  for (const line of lines) {
    const isOpen = endsInsideQuotes(line, open.length > 0, dialect);
    open.push(line);
    if (isOpen) continue;
    records.push(splitCsvRecord(open.join('\n'), dialect) ?? []);
    open = [];
  }
  const [names = [], ...rows] = records;
  return rows.map((cells) => ({ value: cellsByName(names, cells) }));
}
