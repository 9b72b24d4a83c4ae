import type { Readable } from 'node:stream';

const newline = 0x0a;

/** A line without its end, and where it ends: how many bytes lie before the next one. */
export interface PlacedLine {
  bytes: Buffer;
  end: number;
}

/** The lines of a stream that begins `start` bytes into its file. */
export async function* readPlacedLines(stream: Readable, start = 0): AsyncGenerator<PlacedLine> {
  let rest: Buffer[] = [];
  let at = start;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0;
    for (let to = chunk.indexOf(newline); to >= 0; to = chunk.indexOf(newline, from)) {
      const part = chunk.subarray(from, to);
      yield { bytes: rest.length === 0 ? part : Buffer.concat([...rest, part]), end: at + to + 1 };
      rest = [];
      from = to + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
    at += chunk.length;
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield { bytes: last, end: at };
}

/** The lines of a UTF-8 stream. `readline` would also split at U+2028, which a JSON string may hold as it is. */
export async function* readLines(stream: Readable): AsyncGenerator<string> {
  for await (const { bytes } of readPlacedLines(stream)) yield bytes.toString();
}
