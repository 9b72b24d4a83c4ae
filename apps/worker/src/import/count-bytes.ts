import { Transform } from 'node:stream';

/** Tells how many bytes have passed; `count` throws when they are too many. */
export function countBytes(count: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      try {
        count(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
