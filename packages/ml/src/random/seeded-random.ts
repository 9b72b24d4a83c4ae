/**
 * Uniform numbers in [0, 1), the same for the same `keys` on every machine (sfc32 over hashed keys). A stream per
 * purpose and step needs no saved state: a resumed run makes the stream of the step anew.
 */
export function seededRandom(...keys: number[]): () => number {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (const key of keys) {
    a ^= key | 0;
    b ^= Math.floor(key / 0x1_0000_0000) | 0;
    for (let round = 0; round < 12; round++) next();
  }
  return next;
}

/** Puts `items` into a random order in place (Fisher–Yates). */
export function shuffle(items: Int32Array, random: () => number): Int32Array {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = items[i] as number;
    items[i] = items[j] as number;
    items[j] = kept;
  }
  return items;
}
