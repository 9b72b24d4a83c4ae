import { expect, it } from 'vitest';
import { scoreClasses } from './score-classes.ts';

it.each([
  [[0, Math.log(3)], undefined, [0.75, 0.25]],
  [[0, Math.log(3)], 'single_label_classification', [0.75, 0.25]],
  [[0, Math.log(3)], 'multi_label_classification', [0.75, 0.5]],
  [[0.5, 4], 'regression', [4, 0.5]],
  [[2.5], undefined, [2.5]],
])('reads the outputs %j of a model for %s', (logits, problemType, expected) => {
  const scores = scoreClasses(Float32Array.from(logits), ['a', 'b'].slice(0, logits.length), problemType);
  expect(scores.map(({ label }) => label)).toEqual(logits.length === 1 ? ['a'] : ['b', 'a']);
  scores.forEach(({ score }, index) => {
    expect(score).toBeCloseTo(expected[index] ?? Number.NaN, 6);
  });
});
