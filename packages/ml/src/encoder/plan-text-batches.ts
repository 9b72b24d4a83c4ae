/** Of one pass: more take turns, so that memory stays flat. */
export interface PassLimits {
  /** Padding included; a longer text has a pass of its own. */
  tokensMax: number;
  rowsMax: number;
}

const usualLimits: PassLimits = { tokensMax: 8192, rowsMax: 64 };

/**
 * Puts texts of like length into one batch, so that little of it is padding.
 *
 * @returns for each batch the indices of its texts
 */
export function planTextBatches(
  lengths: readonly number[],
  { tokensMax, rowsMax }: PassLimits = usualLimits,
): number[][] {
  const order = lengths.map((_, index) => index).sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const index of order) {
    const width = lengths[index] ?? 0; // the longest so far
    if (batch.length > 0 && (batch.length === rowsMax || (batch.length + 1) * width > tokensMax)) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  return batch.length === 0 ? batches : [...batches, batch];
}
