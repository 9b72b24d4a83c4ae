import { expect, it } from 'vitest';
import { rocAuc, rocAucOneVsRest } from './roc-auc.ts';

it.each([
  { name: 'perfect', actual: [0, 0, 1, 1], scores: [0.1, 0.2, 0.3, 0.4], area: 1 },
  { name: 'upside down', actual: [1, 1, 0, 0], scores: [0.1, 0.2, 0.3, 0.4], area: 0 },
  { name: 'all equal', actual: [0, 1, 0, 1], scores: [0.5, 0.5, 0.5, 0.5], area: 0.5 },
  // By hand: of 4 pairs 3 are in order.
  { name: 'one pair wrong', actual: [0, 0, 1, 1], scores: [0.1, 0.4, 0.35, 0.8], area: 0.75 },
  // By hand: of 9 pairs 6 are in order and 2 are equal. roc_auc_score of scikit-learn 1.9.1 agrees.
  { name: 'ties', actual: [0, 0, 1, 1, 1, 0], scores: [0.1, 0.4, 0.4, 0.8, 0.35, 0.35], area: 7 / 9 },
])('$name: $area', ({ actual, scores, area }) => {
  expect(rocAuc(actual, scores)).toBeCloseTo(area, 12);
});

it('is no number when a class has no rows', () => {
  expect(rocAuc([1, 1], [0.1, 0.2])).toBeNaN();
  expect(rocAuc([], [])).toBeNaN();
  expect(rocAucOneVsRest([0, 0], [1, 0, 1, 0], 2)).toBeNaN();
});

const probabilities = [
  [0.7, 0.2, 0.1],
  [0.3, 0.4, 0.3],
  [0.2, 0.2, 0.6],
  [0.5, 0.3, 0.2],
  [0.1, 0.8, 0.1],
  [0.4, 0.5, 0.1],
].flat();

// roc_auc_score(…, multi_class='ovr', average='macro') of scikit-learn 1.9.1.
it('averages each class against the rest', () => {
  expect(rocAucOneVsRest([0, 1, 2, 2, 1, 0], probabilities, 3)).toBeCloseTo(0.875, 12);
});

it('leaves out a class without rows', () => {
  const two = rocAucOneVsRest([0, 1, 1, 0], [0.7, 0.2, 0.1, 0.3, 0.4, 0.3, 0.2, 0.7, 0.1, 0.5, 0.3, 0.2], 3);
  expect(two).toBeCloseTo(1, 12);
});
