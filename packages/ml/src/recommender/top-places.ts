/** Keeps the `k` highest of the scores that are offered, in as many steps whatever their order. Of equals the first stay. */
export class TopPlaces {
  /** A score must exceed it to be kept. −∞ and NaN never are. */
  least = Number.NEGATIVE_INFINITY;
  readonly #k: number;
  /** A heap: each is worse than the two below it, so the worst is the first. */
  readonly #heap: { place: number; score: number }[] = [];

  constructor(k: number) {
    this.#k = k;
  }

  /** Places are offered in rising order. */
  offer(place: number, score: number): void {
    if (!(score > this.least)) return;
    const heap = this.#heap;
    if (heap.length < this.#k) this.#rise({ place, score }, heap.length);
    else this.#sink({ place, score });
    if (heap.length === this.#k) this.least = heap[0]?.score ?? Number.NEGATIVE_INFINITY;
  }

  /** Best first. */
  list(): number[] {
    return this.#heap.toSorted((a, b) => b.score - a.score || a.place - b.place).map(({ place }) => place);
  }

  #rise(one: Scored, from: number): void {
    const heap = this.#heap;
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above] ?? one;
      if (!isWorse(one, other)) break;
      heap[at] = other;
      at = above;
    }
    heap[at] = one;
  }

  /** In the place of the worst. */
  #sink(one: Scored): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      const [left, right] = [heap[below], heap[below + 1]];
      if (left !== undefined && right !== undefined && isWorse(right, left)) below++;
      const other = heap[below];
      if (other === undefined || !isWorse(other, one)) break;
      heap[at] = other;
      at = below;
    }
    heap[at] = one;
  }
}

interface Scored {
  place: number;
  score: number;
}

function isWorse(one: Scored, other: Scored): boolean {
  return one.score < other.score || (one.score === other.score && one.place > other.place);
}

/** The places of the `k` highest scores, best first, of equals the first. −∞ is never among them. */
export function topPlaces(scores: ArrayLike<number>, k: number): number[] {
  const top = new TopPlaces(k);
  for (let place = 0; place < scores.length; place++) {
    const score = scores[place] ?? Number.NaN;
    if (score > top.least) top.offer(place, score);
  }
  return top.list();
}
