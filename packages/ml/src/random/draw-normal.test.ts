import { expect, it } from 'vitest';
import { drawNormal } from './draw-normal.ts';
import { seededRandom } from './seeded-random.ts';

it('has the moments of the normal distribution', () => {
  const values = new Float32Array(100_001);
  drawNormal(seededRandom(4), values, 0.5);
  const moment = (power: number) => values.reduce((sum, value) => sum + (value / 0.5) ** power, 0) / values.length;
  [0, 1, 0, 3].forEach((wanted, i) => {
    expect(Math.abs(moment(i + 1) - wanted)).toBeLessThan(0.06);
  });
});
