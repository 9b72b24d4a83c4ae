import { MergeQueue, pairKey, pairOf } from './merge-queue.ts';

export interface CountedWord {
  /** Ids of its bytes; merged in place. */
  ids: number[];
  count: number;
}

export interface LearnOptions {
  /** Tokens of the alphabet by id, what is before it included; those learnt are appended. */
  tokens: string[];
  vocabSize: number;
  /** Rarer pairs do not become tokens. */
  countMin: number;
}

/**
 * Learns the merges of byte-pair encoding (Sennrich et al. 2016, arXiv 1508.07909, algorithm 1): again and again the most
 * frequent pair becomes a token, counts being updated in the words that hold it only. Which of equally frequent pairs
 * is first, and when a pair counts as gone, is as in the `BpeTrainer` of the Rust `tokenizers`.
 */
export function learnMerges(words: readonly CountedWord[], options: LearnOptions): [left: string, right: string][] {
  const { tokens, vocabSize, countMin } = options;
  const idOf = new Map(tokens.map((token, id) => [token, id]));
  const merges: [string, string][] = [];
  const counts = new Map<number, number>();
  const queue = new MergeQueue();
  const enqueue = (places: ReadonlyMap<number, Set<number>>) => {
    for (const [pair, where] of places) {
      const count = counts.get(pair) ?? 0;
      if (count > 0) queue.push({ pair, count, words: where });
    }
  };
  enqueue(countPairs(words, counts));
  while (tokens.length < vocabSize) {
    const top = queue.pop();
    if (top === undefined) break;
    const count = counts.get(top.pair) ?? 0;
    if (top.count !== count) {
      queue.push({ ...top, count });
      continue;
    }
    if (count < Math.max(1, countMin)) break;
    const [left, right] = pairOf(top.pair);
    const [first, second] = [tokens[left] ?? '', tokens[right] ?? ''];
    let id = idOf.get(first + second);
    if (id === undefined) {
      id = tokens.push(first + second) - 1;
      idOf.set(first + second, id);
    }
    merges.push([first, second]);
    enqueue(mergeEverywhere({ left, right, id }, top.words, words, counts));
  }
  return merges;
}

function countPairs(words: readonly CountedWord[], counts: Map<number, number>): Map<number, Set<number>> {
  const places = new Map<number, Set<number>>();
  for (const [index, { ids, count }] of words.entries())
    for (let i = 0; i + 1 < ids.length; i++)
      addCount(pairKey(ids[i] ?? 0, ids[i + 1] ?? 0), count, { counts, places, index });
  return places;
}

interface Books {
  counts: Map<number, number>;
  /** Words in which a pair has come up. */
  places: Map<number, Set<number>>;
  index: number;
}

function addCount(pair: number, change: number, { counts, places, index }: Books) {
  counts.set(pair, (counts.get(pair) ?? 0) + change);
  if (change < 0) return;
  const where = places.get(pair);
  if (where === undefined) places.set(pair, new Set([index]));
  else where.add(index);
}

interface NewToken {
  left: number;
  right: number;
  id: number;
}

function mergeEverywhere(
  { left, right, id }: NewToken,
  where: ReadonlySet<number>,
  words: readonly CountedWord[],
  counts: Map<number, number>,
): Map<number, Set<number>> {
  const places = new Map<number, Set<number>>();
  for (const index of where) {
    const { ids, count } = words[index] ?? { ids: [], count: 0 };
    const books = { counts, places, index };
    for (let i = 0; i + 1 < ids.length; i++) {
      if (ids[i] !== left || ids[i + 1] !== right) continue;
      const [before, after] = [ids[i - 1], ids[i + 2]];
      ids.splice(i, 2, id);
      if (before !== undefined) {
        addCount(pairKey(before, left), -count, books);
        addCount(pairKey(before, id), count, books);
      }
      if (after !== undefined) {
        addCount(pairKey(right, after), -count, books);
        addCount(pairKey(id, after), count, books);
      }
    }
  }
  return places;
}
