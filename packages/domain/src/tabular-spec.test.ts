import { describe, expect, it } from 'vitest';
import { recommenderTrainingBytes, suggestRecommenderSpec } from './recommender-spec.ts';
import { suggestTabularSpec, type TableColumn, TabularSpec } from './tabular-spec.ts';

const columns: TableColumn[] = [
  { name: 'age', role: 'numeric' },
  { name: 'label', role: 'target' },
];

describe('a spec for tables', () => {
  it.each([10, 999, 5_000, 50_000, 2_000_000])('suits %d rows', (trainRows) => {
    const spec = suggestTabularSpec('tabular-classification', columns, { trainRows, seed: 1 });
    expect(TabularSpec.parse(spec)).toEqual(spec);
    expect(spec.batchSize).toBeLessThanOrEqual(1024);
  });

  it.each([
    [
      'no target',
      columns.slice(0, 1).concat({ name: 'b', role: 'numeric' }),
      'exactly one column must have the role target',
    ],
    [
      'two targets',
      [...columns, { name: 'b', role: 'target' as const }],
      'exactly one column must have the role target',
    ],
    [
      'nothing to learn from',
      [{ name: 'a', role: 'ignored' as const }, ...columns.slice(1)],
      'must be numeric or categorical',
    ],
    [
      'two columns of one name',
      [...columns, { name: 'age', role: 'ignored' as const }],
      'two columns have the same name',
    ],
  ])('is refused with %s', (_name, given, message) => {
    const spec = suggestTabularSpec('tabular-regression', columns, { trainRows: 10, seed: 1 });
    expect(TabularSpec.safeParse({ ...spec, columns: given }).error?.message).toContain(message);
  });
});

describe('a spec for recommenders', () => {
  it.each([
    { hasRatings: true, objective: 'squared-error', negatives: 0 },
    { hasRatings: false, objective: 'sampled-softmax', negatives: 20 },
  ])('suits ratings: $hasRatings', ({ hasRatings, ...expected }) => {
    for (const trainRows of [10, 100_000, 20_000_000])
      expect(suggestRecommenderSpec({ trainRows, hasRatings }, 1)).toMatchObject(expected);
  });

  it('tells the memory of its vectors', () => {
    const sizes = { factors: 64, batchSize: 8192, negatives: 0 };
    const bytes = recommenderTrainingBytes(sizes, { users: 300_000, items: 50_000 });
    expect(bytes).toBeGreaterThan(1.1e9);
    expect(bytes).toBeLessThan(1.2e9);
    // Seen at the peak above a small training: 510 MB, of which 60 MB are the rows.
    const seen = recommenderTrainingBytes(sizes, { users: 100_000, items: 33_333 });
    expect(seen).toBeGreaterThan(450e6);
    expect(seen).toBeLessThan(550e6);
  });
});
