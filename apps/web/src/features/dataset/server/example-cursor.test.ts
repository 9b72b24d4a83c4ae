import { expect, test } from 'vitest';
import { formatPlace, parsePlace } from './example-cursor.ts';

test('a place leads on in its own version only', () => {
  const after = formatPlace({ row: 120, byte: 48_211, version: 2 });
  expect(parsePlace(after, 2)).toEqual({ row: 120, byte: 48_211 });
  expect(() => parsePlace(after, 3)).toThrow('Begin with the first');
  expect(parsePlace('120', 3)).toEqual({ row: 120, byte: null });
  expect(parsePlace(undefined, 3)).toEqual({ row: 0, byte: 0 });
});
