import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../../random/seeded-random.ts';
import { mergeLong } from './merge-long.ts';
import { mergePairs } from './merge-pairs.ts';
import { type Merge, PairTable } from './pair-table.ts';

/** One merge at a time: the lowest rank, of equals the leftmost. */
function mergeNaively(ids: number[], merges: readonly { left: number; right: number; merged: number }[]): number[] {
  const result = [...ids];
  for (;;) {
    const ranks = result.map((id, i) =>
      merges.findLastIndex(({ left, right }) => left === id && right === result[i + 1]),
    );
    const lowest = Math.min(...ranks.filter((rank) => rank >= 0));
    const merge = merges[lowest];
    if (merge === undefined) return result;
    result.splice(ranks.indexOf(lowest), 2, merge.merged);
  }
}

const id = fc.nat(7);
/** Any order of merges, also one in which a token merges before the tokens that it is made of. */
const merge = fc.record({ left: id, right: id, merged: id.map((one) => one + 1) });

it('merges as the plain algorithm does, in short words and long ones', () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 40 }), fc.array(merge, { maxLength: 25 }), (ids, merges) => {
      const naive = mergeNaively(ids, merges);
      const table = new PairTable(merges);
      for (const run of [mergePairs, mergeLong]) {
        const buffer = Int32Array.from(ids);
        expect([...buffer.subarray(0, run(buffer, ids.length, table))]).toEqual(naive);
      }
    }),
    { numRuns: 2_000 },
  );
});

it('merges across the blocks that it looks through apart, and on both sides of the length that it does so for', () => {
  for (const count of [31, 32, 33, 64, 65, 100, 300, 4_096, 4_097]) {
    const random = seededRandom(3, count);
    const draw = () => Math.floor(random() * 8);
    const merges = Array.from({ length: 12 }, () => ({ left: draw(), right: draw(), merged: draw() }));
    const ids = Int32Array.from({ length: count }, draw);
    const expected = count > 300 ? mergedBy(mergeLong, ids, merges) : mergeNaively([...ids], merges);
    expect(mergedBy(mergePairs, ids, merges)).toEqual(expected);
  }
});

function mergedBy(run: typeof mergePairs, ids: Int32Array, merges: readonly Merge[]): number[] {
  const buffer = Int32Array.from(ids);
  return [...buffer.subarray(0, run(buffer, ids.length, new PairTable(merges)))];
}

it('merges a word of 131,072 ids in less than quadratic time', () => {
  const merges = Array.from({ length: 15 }, (_, i) => ({ left: i, right: i, merged: i + 1 }));
  const ids = new Int32Array(1 << 17);
  expect(mergePairs(ids, ids.length, new PairTable(merges))).toBe(2 ** 2);
  expect(ids[0]).toBe(15);
});
