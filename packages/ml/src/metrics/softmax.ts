/** Row by row e^x / Σ e^x, in float64. */
export function softmax(logits: ArrayLike<number>, classes: number): Float64Array {
  const out = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < start + classes; i++) highest = Math.max(highest, logits[i] ?? Number.NaN);
    let sum = 0;
    for (let i = start; i < start + classes; i++) sum += out[i] = Math.exp((logits[i] ?? Number.NaN) - highest);
    for (let i = start; i < start + classes; i++) out[i] = (out[i] ?? Number.NaN) / sum;
  }
  return out;
}
