/** The places of the `k` highest scores, best first, of equals the first. −∞ is never among them. */
export function topPlaces(scores: ArrayLike<number>, k: number): number[] {
  const best: number[] = [];
  const scoreAt = (rank: number) => scores[best[rank] ?? -1] ?? Number.NEGATIVE_INFINITY;
  for (let place = 0; place < scores.length; place++) {
    const score = scores[place] ?? Number.NEGATIVE_INFINITY;
    if (!(score > (best.length < k ? Number.NEGATIVE_INFINITY : scoreAt(k - 1)))) continue;
    let rank = Math.min(best.length, k - 1);
    while (rank > 0 && scoreAt(rank - 1) < score) {
      best[rank] = best[rank - 1] ?? -1;
      rank--;
    }
    best[rank] = place;
  }
  return best;
}
