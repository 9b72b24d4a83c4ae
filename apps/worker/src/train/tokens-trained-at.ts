/**
 * What has been trained up to a step in the tokens of the report, which the estimate was made with. All steps of an epoch have
 * as many examples, so that it grows evenly with them.
 */
export function tokensTrainedAt(
  step: number,
  { epochs, stepsTotal, trainTokens }: { epochs: number; stepsTotal: number; trainTokens: number },
): number {
  return Math.round((trainTokens * epochs * step) / Math.max(1, stepsTotal));
}
