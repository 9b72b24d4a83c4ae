import { share } from './share.ts';

/** What was asked for, per query: the items in the order in which they are recommended, and which of them are right. */
export interface RankedQuery<Item> {
  ranked: readonly Item[];
  relevant: ReadonlySet<Item>;
}

/** Mean over the queries of 1 / the place of the first right item, counted from 1; 0 where none is (Voorhees 1999). */
export function meanReciprocalRank<Item>(queries: readonly RankedQuery<Item>[]): number {
  return mean(queries, ({ ranked, relevant }) => {
    const place = ranked.findIndex((item) => relevant.has(item));
    return place === -1 ? 0 : 1 / (place + 1);
  });
}

/** Mean over the queries of the share of the right items that are among the first `k`. */
export function recallAt<Item>(queries: readonly RankedQuery<Item>[], k: number): number {
  return mean(queries, ({ ranked, relevant }) => {
    const found = new Set(ranked.slice(0, k).filter((item) => relevant.has(item)));
    return share(found.size, relevant.size);
  });
}

/**
 * Mean over the queries of the discounted cumulative gain of the first `k`, Σ gain / log2(place + 1), as a share of the
 * best possible (Järvelin and Kekäläinen 2002). Gains are graded: `gainOf` an item, 0 or more.
 */
export function ndcgAt<Item>(
  queries: readonly { ranked: readonly Item[]; gains: ReadonlyMap<Item, number> }[],
  k: number,
): number {
  return mean(queries, ({ ranked, gains }) => {
    const reached = discounted(ranked.slice(0, k).map((item) => gains.get(item) ?? 0));
    const best = discounted([...gains.values()].sort((a, b) => b - a).slice(0, k));
    return share(reached, best);
  });
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}

function mean<Query>(queries: readonly Query[], scoreOf: (query: Query) => number): number {
  return share(
    queries.reduce((sum, query) => sum + scoreOf(query), 0),
    queries.length,
  );
}
