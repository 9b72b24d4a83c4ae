import { expect, test } from 'vitest';
import { seededRandom } from '../random/seeded-random.ts';
import { scoreItems, scoreVectors, vectorAt } from './compute-vectors.ts';
import { rankItems } from './rank-items.ts';
import { runInSlices } from './run-in-slices.ts';
import { topPlaces } from './top-places.ts';

test.each([
  ['rising', (place: number) => place],
  ['falling', (place: number) => -place],
  ['mostly equal', (place: number) => place % 3],
  ['with no number and −∞ among them', (place: number) => [Number.NaN, Number.NEGATIVE_INFINITY, place][place % 3]],
])('finds the best of scores that are %s, of equals the first', (_name, scoreOf) => {
  const scores = Array.from({ length: 500 }, (_, place) => scoreOf(place) ?? 0);
  const sorted = scores
    .map((score, place) => ({ score, place }))
    .filter(({ score }) => Number.isFinite(score))
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .map(({ place }) => place);
  for (const k of [1, 7, 499, 600]) expect(topPlaces(scores, k)).toEqual(sorted.slice(0, k));
});

const factors = 32;
const count = 20_003;

function draw(length: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => random() - 0.5);
}

const items = draw(count * (factors + 1), 1);
const parts = { vectors: { factors, users: new Float32Array(), items }, popularity: draw(count, 2) };

test('scores items as it scores each alone', () => {
  const user = draw(factors + 1, 3);
  const alone = Float64Array.from({ length: count }, (_, item) =>
    scoreVectors(user, vectorAt(items, item, factors), factors),
  );
  expect(scoreItems(user, parts.vectors)).toEqual(alone);
});

test('ranks slice by slice what sorting all at once ranks, and lets others in meanwhile', async () => {
  const rankings = Array.from({ length: 48 }, (_, index) => ({
    vector: index % 8 === 7 ? undefined : draw(factors + 1, 10 + index),
    k: 1 + (index % 5) * 20,
    isDropped: (item: number) => item % 50 === index,
  }));
  let turns = 0;
  const count = setInterval(() => turns++, 1);
  const ranked = await runInSlices(rankItems(rankings, parts));
  clearInterval(count);
  expect(turns).toBeGreaterThan(0);
  rankings.forEach(({ vector, k, isDropped }, index) => {
    const scores = vector === undefined ? Float64Array.from(parts.popularity) : scoreItems(vector, parts.vectors);
    expect(ranked[index]).toEqual(
      topPlaces(
        scores.map((score, item) => (isDropped(item) ? Number.NEGATIVE_INFINITY : score)),
        k,
      ),
    );
  });
});

test('stops when nobody waits any more', async () => {
  const rankings = Array.from({ length: 5_000 }, () => ({ vector: items, k: 10, isDropped: () => false }));
  const leaving = new AbortController();
  const ranking = runInSlices(rankItems(rankings, parts), leaving.signal);
  leaving.abort(new Error('gone'));
  await expect(ranking).rejects.toThrow('gone');
});
