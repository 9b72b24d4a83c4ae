import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineReader } from './read-lines.ts';

function readAll(chunks: Buffer[], lineBytesMax: number): (string | null)[] {
  const reader = new LineReader({ newline: 10, lineBytesMax });
  const lines = [...chunks.flatMap((chunk) => [...reader.push(chunk)]), ...reader.end()];
  expect(lines.map((line) => line.number)).toEqual(lines.map((_, index) => index + 1));
  return lines.map((line) => line.bytes?.toString() ?? null);
}

const text = fc.string({ unit: fc.constantFrom('a', '\n', 'bc'), maxLength: 40 });

test('lines do not depend on how the bytes are cut into chunks', () => {
  fc.assert(
    fc.property(text, fc.array(fc.integer({ min: 0, max: 40 })), (content, cuts) => {
      const bytes = Buffer.from(content);
      const bounds = [0, ...cuts.filter((cut) => cut <= bytes.length).toSorted((a, b) => a - b), bytes.length];
      const chunks = bounds.slice(1).map((end, index) => bytes.subarray(bounds[index], end));
      const expected = content.split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect(readAll(chunks, 5)).toEqual(expected.map((line) => (line.length > 5 ? null : line)));
    }),
    { seed: 20261124, numRuns: 500 },
  );
});
