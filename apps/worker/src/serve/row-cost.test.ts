import type { LearnedColumn } from '@modelmint/domain/tabular-spec';
import { xorSpec } from '@modelmint/ml/tabular/toy-tables';
import { expect, test } from 'vitest';
import { rowCost } from './row-cost.ts';

const number: LearnedColumn = { kind: 'numeric', name: 'n', mean: 0, deviation: 1, hasMissing: true };
const text = (size: number): LearnedColumn => ({ kind: 'categorical', name: 'c', values: [], hasMissing: false, size });
const target = { kind: 'label' as const, name: 't', labels: ['a', 'b'] };
const batchCost = 2 ** 31;

test('a row costs its multiplications, or what it takes on its way', () => {
  const left: LearnedColumn = { kind: 'left-out', name: 'l', why: 'constant' };
  const columns = [number, text(8), left];
  expect(rowCost({ spec: { ...xorSpec, hiddenSizes: [] }, columns, target })).toBe(512 * 10);
  const spec = { ...xorSpec, hiddenSizes: [2000, 2000] };
  expect(rowCost({ spec, columns, target })).toBe(10 * 2000 + 2000 * 2000 + 2000 * 2);
});

test.each([
  ['of the usual size', { columns: Array(20).fill(text(50)), hiddenSizes: [400, 200], rows: 1024 }],
  ['as deep as can be', { columns: [number], hiddenSizes: Array(8).fill(4096), rows: 18 }],
  ['with very wide embeddings', { columns: Array(999).fill(text(512)), hiddenSizes: [1], rows: 8 }],
])('a batch takes as many rows of a model %s as memory and time allow', (_case, { columns, hiddenSizes, rows }) => {
  const cost = rowCost({ spec: { ...xorSpec, hiddenSizes }, columns, target });
  expect(Math.min(1024, Math.floor(batchCost / cost))).toBe(rows);
});
