import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compareTrip } from './compare-trip.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-trip-'));
afterAll(() => rmSync(folder, { recursive: true }));

const logits = Float32Array.of(0.5, -2, 3);
const base = Float32Array.of(0, 0, 0);
let count = 0;

function compare({ there, here = logits, job = {}, base: from = base }) {
  const out = path.join(folder, `${count++}.out`);
  writeFileSync(out, there);
  return compareTrip({ check: 'x', job: { out, ...job } }, here, from);
}

const bytesOf = (...values) => Buffer.from(Float32Array.of(...values).buffer);

test.each([
  { name: 'equal', there: bytesOf(0.5, -2, 3), isFine: true, figure: 0 },
  { name: 'one logit off', there: bytesOf(0.5, -2.001, 3), isFine: false, figure: expect.closeTo(1e-3) },
  { name: 'a logit too few', there: bytesOf(0.5, -2), isFine: false, figure: Number.NaN },
  { name: 'not a number', there: bytesOf(0.5, Number.NaN, 3), isFine: false, figure: Number.NaN },
  { name: 'nothing', there: bytesOf(), here: bytesOf(), isFine: false, figure: Number.NaN },
])('logits, $name: $isFine', ({ isFine, figure, ...side }) => {
  expect(compare(side)).toEqual({ check: 'x', figure, limit: 1e-4, isFine });
});

test('an adapter that changes nothing is a miss, although both sides agree', () => {
  const found = compare({ there: bytesOf(0.5, -2, 3), base: logits });
  expect(found).toEqual({ check: 'x', isFine: false, reason: 'the logits are those of the base model' });
});

test.each([
  { ids: [[1, 2], [3]], figure: 0 },
  { ids: [[1, 2], [4]], figure: 1 },
])('token ids $ids: $figure differ', ({ ids, figure }) => {
  const found = compare({ there: JSON.stringify(ids), here: [[1, 2], [3]], job: { texts: ['a', 'b'] } });
  expect(found).toEqual({ check: 'x', figure, limit: 0, isFine: figure === 0 });
});

test('an error of the other side is a miss with its words', () => {
  const out = path.join(folder, 'failed.out');
  writeFileSync(`${out}.error`, 'ValueError: no such module\n');
  const found = compareTrip({ check: 'x', job: { out } }, logits, base);
  expect(found).toEqual({ check: 'x', isFine: false, reason: 'ValueError: no such module' });
});
