import { createReadStream } from 'node:fs';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';

export interface JsonLine {
  value: unknown;
  /** File and line, for messages. */
  place: string;
}

const newline = 0x0a;
/** Ingest refuses longer rows; a file without newlines must not fill the memory. */
const lineBytesMax = 64 << 20;

/**
 * The values of a JSON Lines file in order; empty lines are passed over.
 *
 * @throws AppError `dataset_invalid` naming file and line of the first one that is not JSON.
 */
export async function* readJsonLines(file: string): AsyncGenerator<JsonLine> {
  let line = 0;
  for await (const bytes of splitLines(file)) {
    line++;
    if (bytes.length === 0) continue;
    const place = `${path.basename(file)}, line ${line}`;
    yield { value: parse(bytes.toString('utf8'), place), place };
  }
}

function parse(json: string, place: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new AppError('dataset_invalid', `${place}: this is not JSON`, { cause });
  }
}

// readline would also split at U+2028, which JSON strings may hold as it is.
async function* splitLines(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let size = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      yield Buffer.concat([...rest, chunk.subarray(start, end)]);
      rest = [];
      size = 0;
      start = end + 1;
    }
    rest.push(chunk.subarray(start));
    size += chunk.length - start;
    if (size > lineBytesMax)
      throw new AppError('dataset_invalid', `${path.basename(file)}: a line has more than ${lineBytesMax} bytes`);
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield last;
}
