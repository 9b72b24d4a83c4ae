/** A loss with about three figures: `1.50`, `0.243`, `0.00031`. */
export function formatLoss(loss: number): string {
  if (loss === 0) return '0';
  const size = Math.abs(loss);
  if (size >= 10) return loss.toFixed(1);
  if (size >= 1) return loss.toFixed(2);
  return size >= 0.1 ? loss.toFixed(3) : loss.toPrecision(2);
}
