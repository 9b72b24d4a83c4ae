import { expect, it } from 'vitest';
import { ExampleSetBuilder, lengthOf, longestOf } from './example-set.ts';

it('keeps examples one after another, cuts long ones and leaves out what counts nowhere', () => {
  const builder = new ExampleSetBuilder();
  builder.add({ ids: [5, 6, 7], weights: [1, 0, 1] });
  builder.add({ ids: [1, 2, 3, 4], weights: [0, 0, 0, 1] }, 3); // what counts is cut off
  builder.add({ ids: [1, 2, 3, 4], weights: [0, 0.5, 0, 1] }, 3);
  builder.add({ ids: [9], weights: [1] }); // nothing is before the only token
  const set = builder.finish();
  expect([...set.ids]).toEqual([5, 6, 7, 1, 2, 3]);
  expect([...set.weights]).toEqual([0, 0, 1, 0, 0.5, 0]);
  expect(set).toMatchObject({ count: 2, counted: 2, cut: 2, dropped: 2 });
  expect([lengthOf(set, 0), lengthOf(set, 1), longestOf(set)]).toEqual([3, 3, 3]);
});

it('grows beyond its first room', () => {
  const builder = new ExampleSetBuilder();
  const ids = Int32Array.from({ length: 50_000 }, (_, i) => i);
  for (let i = 0; i < 3; i++) builder.add({ ids, weights: new Uint8Array(ids.length).fill(1) });
  const set = builder.finish();
  expect(set.ids.length).toBe(150_000);
  expect(set.ids.at(-1)).toBe(49_999);
  expect(set.counted).toBe(3 * 49_999);
});
