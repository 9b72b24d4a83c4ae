import { expect, it } from 'vitest';
import { seededRandom, shuffle } from './seeded-random.ts';

const take = (count: number, random: () => number) => Array.from({ length: count }, random);

it('repeats for the same keys and differs for any other', () => {
  const first = take(5, seededRandom(1, 2));
  expect(take(5, seededRandom(1, 2))).toEqual(first);
  for (const keys of [[1], [2, 1], [1, 3], [1, 2, 0], [1 + 2 ** 32, 2]])
    expect(take(5, seededRandom(...keys))).not.toEqual(first);
});

it('is uniform: means, bounds and neighbouring keys', () => {
  const values = take(50_000, seededRandom(7));
  const mean = (numbers: number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  expect(mean(values)).toBeCloseTo(0.5, 2);
  expect(mean(values.map((value) => value * value))).toBeCloseTo(1 / 3, 2);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
  const firsts = Array.from({ length: 20_000 }, (_, step) => seededRandom(1, step)());
  expect(mean(firsts)).toBeCloseTo(0.5, 2);
});

it('shuffles to a permutation that depends on the stream', () => {
  const items = shuffle(
    Int32Array.from({ length: 100 }, (_, i) => i),
    seededRandom(3),
  );
  expect([...items].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect([...items]).not.toEqual(Array.from({ length: 100 }, (_, i) => i));
});
