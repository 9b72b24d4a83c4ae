import { gzipSync } from 'node:zlib';
import type { DatasetProblemCode } from '@modelmint/domain/dataset-problem';
import { DatasetReport } from '@modelmint/domain/dataset-report';
import type { DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { afterAll, expect, test } from 'vitest';
import { csvOf as csv, jsonLines, makeTestReader, numbersTo } from './make-test-reader.ts';

const reader = makeTestReader();
afterAll(() => reader.close());

async function read(bytes: Uint8Array | string, spec: DatasetSpecInput = {}) {
  const outcome = await reader.read(bytes, spec);
  expect(DatasetReport.parse(outcome.report)).toEqual(outcome.report);
  return outcome;
}

const films = 'userId,movieId,rating,timestamp,title';
/** Four users with three films each. */
const rated = numbersTo(12).map((i) => `${i % 4},m${(i * 5) % 7},${1 + (i % 3)}.5,${1_000_000 + i},Film ${i}`);

test('a CSV file of users and items is read for recommendation; training holds out by itself', async () => {
  const outcome = await read(gzipSync(csv(films, rated)));
  expect(outcome).toMatchObject({
    verdict: 'ready',
    report: {
      ...{ task: 'recommendation', format: 'csv', rowsValid: 12, tokensTotal: 48, tokensTrain: 48, labels: [] },
      split: { train: 12, validation: 0, fraction: 0 },
      ratings: {
        ...{ userColumn: 'userId', itemColumn: 'movieId', ratingColumn: 'rating', timeColumn: 'timestamp' },
        ...{ users: 4, items: 7, usersWithOne: 0, replaced: 0, min: 1.5, max: 3.5, mean: 2.5 },
      },
    },
  });
  expect(outcome.report.examples).toHaveLength(6);
  expect(outcome.report.examples[0]).toEqual({ line: 2, label: '1.5', text: 'user: 0, item: m0, time: 1000000' });
  expect(reader.rows('train')[0]).toEqual({ user: '0', item: 'm0', rating: 1.5, time: '1000000' });
  expect(reader.rows('validation')).toEqual([]);
});

test('JSON Lines without ratings are what users did, in the order of the rows', async () => {
  const rows = numbersTo(9).map((i) => ({ who: i % 3, what: { deep: 1 }, item: i % 2 === 0 ? i : String(i) }));
  const outcome = await read(jsonLines([...rows, { who: ' 0 ', item: 0, what: null }]), { userColumn: 'WHO' });
  expect(outcome.report).toMatchObject({
    ...{ task: 'recommendation', format: 'jsonl', rowsValid: 10, tokensTotal: 20, duplicatesExact: 1 },
    ratings: { ratingColumn: null, timeColumn: null, users: 3, items: 9, replaced: 1 },
  });
  expect(outcome.report.ratings).not.toHaveProperty('min');
  expect(reader.rows('train').slice(0, 2)).toEqual([
    { user: '0', item: '0' },
    { user: '1', item: '1' },
  ]);
});

test('columns that are empty, or are not to be read, are not', async () => {
  const rows = numbersTo(8).map((i) => `u${i % 2},${i},, ,yesterday`);
  const empty = await read(csv('user,item,rating,time,date', rows));
  expect(empty.report.ratings).toMatchObject({ ratingColumn: null, timeColumn: null });
  const dated = await read(
    csv(
      'user,item,date',
      numbersTo(8).map((i) => `u${i % 2},${i},soon`),
    ),
    { timeColumn: null },
  );
  expect(dated).toMatchObject({ verdict: 'ready', report: { ratings: { timeColumn: null } } });
});

test('of a user and an item the last row by time counts', async () => {
  const rows = ['a,x,1,30', 'a,x,5,10', 'a,y,2,20', 'b,x,3,1', 'b,y,3,2', 'c,z,2,1', 'a,x,1,5', 'b,z,1,0'];
  const { report, verdict } = await read(csv('user,item,rating,time', rows));
  expect(verdict).toBe('ready');
  expect(report).toMatchObject({ duplicatesExact: 1, duplicatesConflicting: 1 });
  // Held out are x of a and y of b.
  expect(report.ratings).toMatchObject({ users: 3, usersWithOne: 1, replaced: 2, itemsTrained: 3, min: 1, max: 3 });
});

const pair = numbersTo(6).map((i) => `u${i % 2},i${i}`);
const asked: DatasetSpecInput = { task: 'recommendation' };

test.each<[string, string, DatasetProblemCode, RegExp, DatasetSpecInput?]>([
  ['no user', csv('a,item', pair), 'user_item_unclear', /a, item/, asked],
  ['two kinds of items', csv('user,movie,book', ['1,2,3']), 'user_item_unclear', /user, movie, book/, asked],
  ['a column that is not there', csv('user,item', pair), 'column_missing', /"stars"/, { ratingColumn: 'stars' }],
  [
    'one column for two',
    csv('user,item', pair),
    'column_for_two',
    /the item and the rating/,
    { itemColumn: 'item', ratingColumn: 'item' },
  ],
  [
    'two columns of one name',
    csv('user,item,item', ['1,2,3']),
    'column_twice',
    /"item"/,
    { itemColumn: 'item', userColumn: 'user' },
  ],
  ['no rows', csv('user,item', []), 'header_only', /user, item/],
  ['one item for each user', csv('user,item', ['1,a', '2,b', '2,b']), 'too_few_interactions', /None of the 2 users/],
  ['one item besides the last', csv('user,item', ['1,a', '1,b', '2,a', '2,c']), 'one_item', /Without the last row/],
  [
    'no ratings in the rating column',
    csv(
      'user,item,rating',
      pair.map((row) => `${row},good`),
    ),
    'no_valid_rows',
    /is "good"; it must be a number/,
  ],
])('%s is refused', async (_name, bytes, code, message, spec) => {
  const outcome = await read(bytes, spec);
  expect(outcome).toMatchObject({ verdict: 'invalid', reason: { code, message: expect.stringMatching(message) } });
  expect(reader.files()).toEqual([]);
});

test.each<[object, DatasetProblemCode]>([
  [{ item: 'x', rating: 1, time: 1 }, 'id_missing'],
  [{ user: ' ', item: 'x', rating: 1, time: 1 }, 'id_missing'],
  [{ user: 'u', item: null, rating: 1, time: 1 }, 'id_missing'],
  [{ user: true, item: 'x', rating: 1, time: 1 }, 'id_not_scalar'],
  [{ user: 'u', item: ['x'], rating: 1, time: 1 }, 'id_not_scalar'],
  [{ user: 'u'.repeat(201), item: 'x', rating: 1, time: 1 }, 'id_too_long'],
  [{ user: 'u\ud800', item: 'x', rating: 1, time: 1 }, 'lone_surrogate'],
  [{ user: 'u', item: 'x', time: 1 }, 'rating_not_number'],
  [{ user: 'u', item: 'x', rating: '4,5', time: 1 }, 'rating_not_number'],
  [{ user: 'u', item: 'x', rating: 1e16, time: 1 }, 'rating_not_number'],
  [{ user: 'u', item: 'x', rating: {}, time: 1 }, 'rating_not_number'],
  [{ user: 'u', item: 'x', rating: 1 }, 'time_missing'],
  [{ user: 'u', item: 'x', rating: 1, time: 'yesterday' }, 'time_unreadable'],
  [{ user: 'u', item: 'x', rating: 1, time: [1] }, 'time_unreadable'],
  [{ user: 'u', item: 'x', rating: 1, time: 1, more: 1 }, 'columns_unknown'],
])('the row %j costs itself only', async (row, code) => {
  const good = numbersTo(1000).map((i) => ({ user: i % 9, item: i % 7, rating: '4.5 ', time: '2026-11-25T10:00:00Z' }));
  const outcome = await read(jsonLines([...good, row]));
  expect(outcome.report).toMatchObject({ rowsValid: 1000, rowsBad: 1, problems: [{ line: 1001, code }] });
  expect(outcome.verdict).toBe('ready');
});

test('more users or items than a machine can hold are refused', async () => {
  const outcome = await reader.read(csv(films, rated), {}, { idsMax: 5 });
  expect(outcome).toMatchObject({ verdict: 'invalid', reason: { code: 'too_many_ids', details: { noun: 'item' } } });
});
