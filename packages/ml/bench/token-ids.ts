/** Ids that any language computes alike, so that both sides train on the same ones (Knuth's multiplicative hash). */
export function tokenIds(count: number, step: number, size: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => {
    const place = step * count + i + 1;
    return (Math.imul(place, 0x9e3779b1) >>> 8) % size;
  });
}
