import type { Readable } from 'node:stream';

const newline = 0x0a;

/** The lines of a UTF-8 stream. `readline` would also split at U+2028, which a JSON string may hold as it is. */
export async function* readLines(stream: Readable): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      yield Buffer.concat([...rest, chunk.subarray(start, end)]).toString();
      rest = [];
      start = end + 1;
    }
    rest.push(chunk.subarray(start));
  }
  const last = Buffer.concat(rest).toString();
  if (last !== '') yield last;
}
