import { expect, test } from 'vitest';
import { makeChecker } from './make-checker.mjs';

test('each check is printed with its figure, and the first miss ends it', () => {
  const lines = [];
  const { check } = makeChecker((line) => lines.push(line));
  check('one', true, '5 rows');
  expect(() => check('two', false, '6 ≠ 7')).toThrow('missed: two');
  expect(lines).toEqual(['ok    one: 5 rows', 'MISS  two: 6 ≠ 7']);
});

test('a script in which no check ran has not passed', () => {
  expect(() => makeChecker(() => {}).done()).toThrow('no check ran');
});
