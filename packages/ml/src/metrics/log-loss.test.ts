import { expect, it } from 'vitest';
import { logLoss } from './log-loss.ts';

it.each([
  { actual: [0, 1], probabilities: [0.5, 0.5, 0.25, 0.75], loss: -(Math.log(0.5) + Math.log(0.75)) / 2 },
  { actual: [], probabilities: [], loss: 0 },
  { actual: [0], probabilities: [0, 1], loss: -Math.log(1e-12) },
])('$actual: $loss', ({ actual, probabilities, loss }) => {
  expect(logLoss(actual, probabilities, 2)).toBeCloseTo(loss, 12);
});

// log_loss of scikit-learn 1.9.1.
it('agrees with scikit-learn', () => {
  const rows = [0.7, 0.2, 0.1, 0.3, 0.4, 0.3, 0.2, 0.2, 0.6, 0.5, 0.3, 0.2, 0.1, 0.8, 0.1, 0.4, 0.5, 0.1];
  expect(logLoss([0, 1, 2, 2, 1, 0], rows, 3)).toBeCloseTo(0.7554439158668905, 12);
});
