import { expect, it } from 'vitest';
import { seededRandom } from '../random/seeded-random.ts';
import { parseHeader } from './parse-header.ts';

const seed = 20;
const headers = [
  '{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b.c":{"dtype":"I64","shape":[],"data_offsets":[16,24]}}',
  '{"x":{"dtype":"BF16","shape":[12],"data_offsets":[0,24]}}',
];
const pieces = [
  '"a"',
  '0',
  '1',
  '-1',
  '16',
  '24',
  '1.0',
  '1e1',
  'null',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '"F32"',
  '\\',
  '\0',
  '"__proto__":',
  '18446744073709551616',
];

it(`takes from a changed header only what fills the file exactly, and says plainly what is wrong else (seed ${seed})`, () => {
  const random = seededRandom(seed);
  const below = (count: number) => Math.floor(random() * count);
  let accepted = 0;
  for (let round = 0; round < 5_000; round++) {
    let text = headers[below(headers.length)] ?? '';
    for (let change = below(3); change >= 0; change--) {
      const at = below(text.length);
      text = text.slice(0, at) + (pieces[below(pieces.length)] ?? '') + text.slice(at + below(6));
    }
    try {
      const { tensors } = parseHeader(Buffer.from(text), 24);
      expect(
        tensors.reduce((due, { start, end }) => (start === due ? end : Number.NaN), 0),
        text,
      ).toBe(24);
      accepted++;
    } catch (error) {
      expect((error as Error).constructor, `${text}: ${error}`).toBe(Error);
    }
  }
  expect(accepted).toBeGreaterThan(10);
});
