import type { InferenceMode } from '@modelmint/domain/inference-job';

/** A line of a result file, in columns. */
export interface ResultRow {
  /** The number of the row, or the `custom_id` of a line. */
  key: string;
  /** What was asked; not repeated in the results of OpenAI's lines. */
  input: string | null;
  /** The answer by its fields; empty for a row at fault. */
  fields: Record<string, string | number>;
  error: { code: string; message: string } | null;
}

type Json = Record<string, unknown>;

/** Null for a line that is no result. */
export function readResultLine(mode: InferenceMode, line: string): ResultRow | null {
  const value = parse(line);
  if (value === null) return null;
  return mode === 'BATCH' ? batchRow(value) : ownRow(value);
}

function ownRow({ row, input, output, error }: Json): ResultRow {
  return {
    key: String(row),
    input: input === null || input === undefined ? null : textOf(input),
    fields: isRecord(output) ? fieldsOf(output) : {},
    error: isRecord(error) ? { code: String(error.code), message: String(error.message) } : null,
  };
}

function batchRow({ custom_id: id, response, error }: Json): ResultRow {
  const body = isRecord(response) && isRecord(response.body) ? response.body : {};
  const wrong = isRecord(error) ? error : isRecord(body.error) ? body.error : null;
  return {
    key: String(id),
    input: null,
    fields: wrong === null ? fieldsOf(body) : {},
    error: wrong === null ? null : { code: String(wrong.code), message: String(wrong.message) },
  };
}

/** An answer with several parts has lists in its fields. */
function fieldsOf(answer: Json): ResultRow['fields'] {
  const parts = partsOf(answer);
  const [first = {}] = parts;
  return Object.fromEntries(
    Object.keys(first).map((name) => {
      const values = parts.map((part) => part[name]);
      return [name, cellOf(values.length === 1 ? values[0] : values)];
    }),
  );
}

function partsOf(answer: Json): Json[] {
  const list = Array.isArray(answer.choices) ? answer.choices : Array.isArray(answer.data) ? answer.data : [answer];
  return list.filter(isRecord).map((part) => {
    const { object: _object, index: _index, message, logprobs: _logprobs, ...rest } = part;
    return isRecord(message) ? { text: message.content, ...rest } : rest;
  });
}

function cellOf(value: unknown): string | number {
  return typeof value === 'number' ? value : textOf(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function parse(line: string): Json | null {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
