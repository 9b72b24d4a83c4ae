import { expect, it } from 'vitest';
import { planRows } from './plan-rows.ts';

it.each([
  { rows: 9, batchSize: 4, sizes: [3, 3, 3] },
  { rows: 5, batchSize: 4, sizes: [2, 3] },
  { rows: 3, batchSize: 4, sizes: [3] },
])('$rows rows in steps of at most $batchSize', ({ rows, batchSize, sizes }) => {
  const plan = planRows(rows, { batchSize, seed: 1 });
  expect(plan.stepsPerEpoch).toBe(sizes.length);
  const epochs = [0, 1].map((epoch) => sizes.map((_, place) => [...plan.rowsOf(epoch * sizes.length + place + 1)]));
  for (const epoch of epochs) {
    expect(epoch.map(({ length }) => length)).toEqual(sizes);
    expect(epoch.flat().sort()).toEqual(Array.from({ length: rows }, (_, row) => row));
  }
  const again = planRows(rows, { batchSize, seed: 1 });
  expect([...again.rowsOf(sizes.length + 1)]).toEqual(epochs[1]?.[0]);
});
