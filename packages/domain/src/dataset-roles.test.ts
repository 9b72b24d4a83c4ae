import { expect, test } from 'vitest';
import { guessRole, guessTargetKind } from './dataset-roles.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const texts = numbers(40).map((i) => `text ${i}`);

test.each<[string, string, unknown[], object]>([
  ['numbers', 'age', ['1', ' 2.5 ', '', 'NA', '-3e2'], { role: 'numeric' }],
  ['JSON numbers', 'age', [1, null, 2.5], { role: 'numeric' }],
  ['numbers with a few words', 'age', [...numbers(96), '?', '?', '?', '?'], { role: 'numeric' }],
  ['numbers with many words', 'age', [1, 2, 3, '?'], { role: 'categorical' }],
  ['truth values', 'has', [true, false], { role: 'categorical' }],
  ['texts that repeat', 'city', ['a', 'b', 'a', ''], { role: 'categorical' }],
  ['a few different texts', 'city', texts.slice(0, 19), { role: 'categorical' }],
  ['many different texts', 'remark', texts, { role: 'ignored', ignoredBecause: 'different' }],
  ['nothing', 'gap', ['', null, 'NA'], { role: 'ignored', ignoredBecause: 'empty' }],
  ['numbers of an id', 'customer_id', numbers(9), { role: 'ignored', ignoredBecause: 'different' }],
  ['numbers of a PassengerId', 'PassengerId', numbers(9), { role: 'ignored', ignoredBecause: 'different' }],
  ['the index that pandas writes', 'column_1', numbers(9), { role: 'ignored', ignoredBecause: 'different' }],
  ['ids that repeat', 'shop_id', [1, 2, 1], { role: 'numeric' }],
  ['what only ends like an id', 'humid', numbers(9), { role: 'numeric' }],
  ['lists', 'tags', [['a'], ['b']], { role: 'categorical' }],
])('a column of %s', (_name, name, cells, role) => expect(guessRole(name, cells)).toEqual(role));

test.each<[string, unknown[], 'label' | 'value']>([
  ['words', ['yes', 'no'], 'label'],
  ['0 and 1', ['0', '1', '1', '0'], 'label'],
  ['few whole numbers that repeat', numbers(60).map((i) => i % 20), 'label'],
  ['many whole numbers', numbers(60).map((i) => i % 21), 'value'],
  ['whole numbers of which none repeats', [3, 5, 9], 'value'],
  ['broken numbers', ['1.5', '1.5', '2', '2'], 'value'],
])('a target of %s', (_name, cells, kind) => expect(guessTargetKind(cells)).toBe(kind));
