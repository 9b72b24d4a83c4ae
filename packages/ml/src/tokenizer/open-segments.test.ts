import { expect, test } from 'vitest';
import { openSegments } from './open-segments.ts';

const token = { id: 7, content: ' ', special: true, singleWord: false, lstrip: true, rstrip: true, normalized: false };
const asItIs = (text: string) => text;

test('a token that takes the space around it looks at no space twice', () => {
  const split = openSegments([token], asItIs);
  const segments = split(`a${' '.repeat(300_000)}b`);
  expect([segments.at(0), segments.at(1), segments.at(-1)]).toEqual(['a', 7, 'b']);
});

test('each of two takes the space on its own side', () => {
  const mark = { ...token, content: '<x>' };
  expect(openSegments([mark], asItIs)('a <x>  <x> b')).toEqual(['a', 7, 7, 'b']);
  expect(openSegments([{ ...mark, rstrip: false }], asItIs)('a <x>  <x> b')).toEqual(['a', 7, 7, ' b']);
});
