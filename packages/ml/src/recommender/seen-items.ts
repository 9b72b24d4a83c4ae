/** The items of each user, in rising order: those of user u are `items` from `starts[u]` to `starts[u + 1]`. */
export interface SeenItems {
  starts: Int32Array; // [users + 1]
  items: Int32Array;
}

export interface Pairs {
  user: Int32Array;
  item: Int32Array;
}

/** Pairs with an item below 0 are left out. */
export function listSeen({ user, item }: Pairs, users: number): SeenItems {
  const starts = new Int32Array(users + 1);
  user.forEach((one, row) => {
    if ((item[row] ?? -1) >= 0) starts[one + 1] = (starts[one + 1] ?? 0) + 1;
  });
  for (let one = 0; one < users; one++) starts[one + 1] = (starts[one + 1] ?? 0) + (starts[one] ?? 0);
  const items = new Int32Array(starts[users] ?? 0);
  const next = starts.slice();
  user.forEach((one, row) => {
    const found = item[row] ?? -1;
    if (found < 0) return;
    const at = next[one] ?? 0;
    items[at] = found;
    next[one] = at + 1;
  });
  for (let one = 0; one < users; one++) items.subarray(starts[one], starts[one + 1]).sort();
  return { starts, items };
}

export function seenBy({ starts, items }: SeenItems, user: number): Int32Array {
  return items.subarray(starts[user], starts[user + 1]);
}

/** By halving: `sorted` rises. */
export function includes(sorted: Int32Array, item: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < item) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === item;
}

/** A user of nearly everything has few negatives; after so many draws an item that the user has is taken. */
const drawsMax = 50;

/** An item below `items` that is not among `seen`, each as likely as the others. */
export function drawNegative(seen: Int32Array, items: number, random: () => number): number {
  let drawn = 0;
  for (let draw = 0; draw < drawsMax; draw++) {
    drawn = Math.floor(random() * items);
    if (!includes(seen, drawn)) break;
  }
  return drawn;
}
