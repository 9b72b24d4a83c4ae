import { createReadStream } from 'node:fs';

const newline = 0x0a;

/** Lines of a file that are not empty. */
export async function countLines(file: string): Promise<number> {
  let [lines, isInLine] = [0, false];
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)
    for (let at = 0; at < chunk.length; ) {
      const end = chunk.indexOf(newline, at);
      if (end !== at) isInLine = true;
      if (end < 0) break;
      if (isInLine) lines++;
      isInLine = false;
      at = end + 1;
    }
  return isInLine ? lines + 1 : lines;
}
