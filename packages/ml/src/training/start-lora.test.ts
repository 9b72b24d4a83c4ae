import { expect, it } from 'vitest';
import { startLora } from './start-lora.ts';

const modules = [
  { module: 'a', in: 400, out: 3 },
  { module: 'b', in: 400, out: 2 },
];

it('draws A uniformly within 1/√in, by seed and module, and leaves B at 0', () => {
  const [a, b, otherA] = startLora(modules, { rank: 50, seed: 1 });
  expect([a?.name, b?.name, otherA?.name]).toEqual(['a.lora_A.weight', 'a.lora_B.weight', 'b.lora_A.weight']);
  expect([a?.shape, b?.shape]).toEqual([
    [50, 400],
    [3, 50],
  ]);
  const values = [...(a?.values ?? [])];
  const limit = 1 / 20;
  expect(Math.max(...values)).toBeLessThanOrEqual(limit);
  expect(Math.max(...values)).toBeGreaterThan(limit * 0.99);
  const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  expect(variance / (limit ** 2 / 3)).toBeCloseTo(1, 1);
  expect(b?.values.every((value) => value === 0)).toBe(true);
  expect(otherA?.values).not.toEqual(a?.values);
  expect(startLora(modules, { rank: 50, seed: 1 })[0]).toEqual(a);
  expect(startLora(modules, { rank: 50, seed: 2 })[0]).not.toEqual(a);
});
