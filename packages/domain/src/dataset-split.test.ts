import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawsRows, SplitDraw, type TextGroup } from './dataset-split.ts';
import type { Task } from './task.ts';

function draw(groups: TextGroup[], options: { fraction: number; seed: number }): boolean[] {
  const labels = new Map<number, { rows: number; groups: number }>();
  for (const { rows, label } of groups) {
    const sum = labels.get(label) ?? { rows: 0, groups: 0 };
    labels.set(label, { rows: sum.rows + rows, groups: sum.groups + 1 });
  }
  const counts = Array.from(
    { length: Math.max(...labels.keys()) + 1 },
    (_, i) => labels.get(i) ?? { rows: 0, groups: 0 },
  );
  const split = new SplitDraw(counts, options);
  return groups.map((group) => split.isHeldOut(group));
}

const group = fc.record({ rows: fc.integer({ min: 1, max: 4 }), label: fc.integer({ min: 0, max: 3 }) });
const options = fc.record({ fraction: fc.double({ min: 0.01, max: 0.5, noNaN: true }), seed: fc.nat() });

test('a label with two texts or more is on both sides, one with a single text only in train', () => {
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 60 }), options, (groups, how) => {
      const heldOut = draw(groups, how);
      for (const label of new Set(groups.map((each) => each.label))) {
        const own = heldOut.filter((_, index) => groups[index]?.label === label);
        expect(own.includes(false)).toBe(true);
        expect(own.includes(true)).toBe(own.length > 1);
      }
    }),
    { seed: 20261124, numRuns: 500 },
  );
});

test('with single texts each label gives exactly its share', () => {
  const groups = Array.from({ length: 1_000 }, (_, index) => ({ rows: 1, label: index % 10 === 0 ? 1 : 0 }));
  const heldOut = draw(groups, { fraction: 0.1, seed: 5 });
  const count = (label: number): number => heldOut.filter((held, i) => held && groups[i]?.label === label).length;
  expect([count(0), count(1)]).toEqual([90, 10]);
});

test('the seed decides, and the draw is spread over the file', () => {
  const groups = Array.from({ length: 1_000 }, () => ({ rows: 1, label: 0 }));
  const first = draw(groups, { fraction: 0.5, seed: 1 });
  expect(draw(groups, { fraction: 0.5, seed: 1 })).toEqual(first);
  expect(draw(groups, { fraction: 0.5, seed: 2 })).not.toEqual(first);
  const early = first.slice(0, 500).filter(Boolean).length;
  expect(early).toBeGreaterThan(200);
  expect(early).toBeLessThan(300);
});

test('a fraction of 0 holds nothing out', () => {
  expect(
    draw(
      [
        { rows: 1, label: 0 },
        { rows: 1, label: 0 },
      ],
      { fraction: 0, seed: 1 },
    ),
  ).toEqual([false, false]);
});

test('rows that are fixed are trained on already: they count for the share and are not asked for', () => {
  const split = new SplitDraw([{ rows: 4, groups: 2, fixed: { rows: 3, groups: 1 } }], { fraction: 0.5, seed: 1 });
  expect(split.isHeldOut({ rows: 1, label: 0 })).toBe(true);
  const whole = new SplitDraw([{ rows: 1, groups: 1 }], { fraction: 0.5, seed: 1 });
  expect(whole.isHeldOut({ rows: 1, label: 0 })).toBe(false);
});

test.each<[Task, number, boolean]>([
  ['tabular', 5, false],
  ['tabular', 4, true],
  ['text-classification', 1, false],
])('of %s with %i different of 10 rows, each row is drawn by itself: %s', (task, distinct, isByRow) => {
  expect(drawsRows({ task, rows: 10, distinct })).toBe(isByRow);
});
