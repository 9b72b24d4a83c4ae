/** Keeps the logarithm finite when a float underflows. */
const smallest = 1e-12;

/**
 * Mean −ln of the probability that the true class got, in nats; 0 without rows.
 *
 * @param probabilities [rows, classes]
 */
export function logLoss(actual: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number): number {
  let sum = 0;
  for (let row = 0; row < actual.length; row++)
    sum -= Math.log(Math.max(probabilities[row * classes + (actual[row] ?? Number.NaN)] ?? Number.NaN, smallest));
  return actual.length === 0 ? 0 : sum / actual.length;
}
