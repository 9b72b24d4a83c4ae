import { share } from './share.ts';

export interface RegressionMetrics {
  /** Mean absolute error, in the unit of the values. */
  mae: number;
  /** Root of the mean squared error, in the unit of the values. */
  rmse: number;
  /** 1 − Σ(actual − predicted)² / Σ(actual − mean)²: 1 is perfect, 0 as good as the mean. NaN for equal values. */
  r2: number;
}

export function measureRegression(actual: ArrayLike<number>, predicted: ArrayLike<number>): RegressionMetrics {
  const rows = actual.length;
  if (predicted.length !== rows) throw new RangeError(`${rows} values have ${predicted.length} predictions`);
  let [absolute, squared, sum] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const error = (actual[row] ?? Number.NaN) - (predicted[row] ?? Number.NaN);
    absolute += Math.abs(error);
    squared += error ** 2;
    sum += actual[row] ?? Number.NaN;
  }
  const mean = share(sum, rows);
  let spread = 0;
  for (let row = 0; row < rows; row++) spread += ((actual[row] ?? Number.NaN) - mean) ** 2;
  return {
    mae: share(absolute, rows),
    rmse: Math.sqrt(share(squared, rows)),
    r2: spread === 0 ? Number.NaN : 1 - squared / spread,
  };
}
