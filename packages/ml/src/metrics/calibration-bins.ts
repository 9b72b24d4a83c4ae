import { highestOf } from './highest-of.ts';
import { share } from './share.ts';

export interface CalibrationBin {
  /** Confidences in (from, to]; the first bin has its lower border too. */
  from: number;
  to: number;
  rows: number;
  /** Mean probability that the predicted class got. */
  confidence: number;
  accuracy: number;
}

/** Rows by the confidence of their prediction, in bins of equal width: the reliability diagram (Guo et al. 2017). */
export function calibrationBins(
  actual: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  { classes, bins = 15 }: { classes: number; bins?: number },
): CalibrationBin[] {
  const sums = Array.from({ length: bins }, () => ({ rows: 0, confidence: 0, correct: 0 }));
  for (let row = 0; row < actual.length; row++) {
    const predicted = highestOf(probabilities, row * classes, classes);
    const confidence = probabilities[row * classes + predicted] ?? Number.NaN;
    const bin = sums[Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1))];
    if (bin === undefined) throw new RangeError(`row ${row} has the confidence ${confidence}`);
    bin.rows++;
    bin.confidence += confidence;
    if (predicted === actual[row]) bin.correct++;
  }
  return sums.map(({ rows, confidence, correct }, index) => ({
    from: index / bins,
    to: (index + 1) / bins,
    rows,
    confidence: share(confidence, rows),
    accuracy: share(correct, rows),
  }));
}

/** Mean distance of confidence and accuracy over the bins, by their rows (Naeini et al. 2015); 0 without rows. */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  return share(
    bins.reduce((sum, bin) => sum + bin.rows * Math.abs(bin.accuracy - bin.confidence), 0),
    rows,
  );
}
