import { expect, test } from 'vitest';
import { chooseRatingColumns } from './dataset-rating-columns.ts';
import { DatasetSpec, type DatasetSpecInput } from './dataset-spec.ts';

const choose = (columns: string, spec: DatasetSpecInput = {}) =>
  chooseRatingColumns(columns.split(','), DatasetSpec.parse(spec), 1);

test.each<[string, DatasetSpecInput, (string | null)[]]>([
  ['userId,movieId,rating,timestamp', {}, ['userId', 'movieId', 'rating', 'timestamp']],
  ['time,date,item,user', {}, ['user', 'item', null, 'time']],
  ['user,item,stars,date', { ratingColumn: null, timeColumn: null }, ['user', 'item', null, null]],
  ['who,what,rating', { userColumn: 'WHO', itemColumn: 'what' }, ['who', 'what', 'rating', null]],
  ['user,item,rating', { userColumn: 'rating', itemColumn: 'user' }, ['rating', 'user', null, null]],
])('%s with %j', (columns, spec, [userColumn, itemColumn, ratingColumn, timeColumn]) => {
  expect(choose(columns, spec)).toEqual({ userColumn, itemColumn, ratingColumn, timeColumn });
});

test.each<[string, DatasetSpecInput, string, RegExp]>([
  ['user,x', {}, 'user_item_unclear', /Columns found: user, x/],
  ['user,movie,book', {}, 'user_item_unclear', /user, movie, book/],
  ['user,item', { ratingColumn: 'stars' }, 'column_missing', /"stars"/],
  ['user,item', { itemColumn: 'user', userColumn: 'user' }, 'column_for_two', /the user and the item/],
  ['user,item,s', { timeColumn: 's', ratingColumn: 's' }, 'column_for_two', /the rating and the time/],
])('%s with %j is refused as %s', (columns, spec, code, message) => {
  expect(choose(columns, spec)).toMatchObject({ code, line: 1, message: expect.stringMatching(message) });
});
