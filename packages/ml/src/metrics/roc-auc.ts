/**
 * Area under the ROC curve: the share of pairs of one positive and one negative row in which the positive one has the
 * higher score; equal scores count half (Mann and Whitney 1947; Hanley and McNeil 1982). NaN when a class has no rows.
 *
 * @param isPositive 1 or 0 per row
 */
export function rocAuc(isPositive: ArrayLike<number>, scores: ArrayLike<number>): number {
  const order = Int32Array.from({ length: scores.length }, (_, row) => row);
  order.sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]) end++;
    // Ranks are from 1; rows of one score share the mean of theirs.
    const rank = (start + 1 + end) / 2;
    for (let place = start; place < end; place++) {
      if (isPositive[order[place] ?? 0] !== 1) continue;
      positives++;
      rankSum += rank;
    }
    start = end;
  }
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/**
 * Mean over the classes of the area of each against all others. Classes that no row has, or all rows have, are left out;
 * NaN when none is left.
 *
 * @param probabilities [rows, classes]
 */
export function rocAucOneVsRest(actual: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number): number {
  let sum = 0;
  let counted = 0;
  for (let k = 0; k < classes; k++) {
    const isOne = Uint8Array.from(actual, (label) => (label === k ? 1 : 0));
    const area = rocAuc(
      isOne,
      Float64Array.from(actual, (_, row) => probabilities[row * classes + k] ?? Number.NaN),
    );
    if (Number.isNaN(area)) continue;
    sum += area;
    counted++;
  }
  return counted === 0 ? Number.NaN : sum / counted;
}
