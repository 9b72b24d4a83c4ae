/** A loss with about three figures: `1.50`, `0.243`, `0.00031`. */
export function formatLoss(loss: number): string {
  if (loss === 0) return '0';
  const size = Math.abs(loss);
  if (size >= 10) return loss.toFixed(1);
  if (size >= 1) return loss.toFixed(2);
  return size >= 0.1 ? loss.toFixed(3) : loss.toPrecision(2);
}

/** The losses of an axis, all with as many decimals as the finest needs: `0.0`, `0.5`, `1.0`. */
export function formatLossTick(loss: number, ticks: readonly number[]): string {
  const decimals = ticks.map((tick) => /\.(\d+)$/.exec(String(Number(tick.toPrecision(6))))?.[1]?.length ?? 0);
  const most = Math.max(1, ...decimals);
  return most > 4 || Math.max(...ticks) < 0.001 ? formatLoss(loss) : loss.toFixed(most);
}
