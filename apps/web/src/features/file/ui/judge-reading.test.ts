import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { detectRatingColumn, detectTarget, judgeReading } from './judge-reading.ts';
import { describeFile } from './peek-file.ts';
import { emptyReadingForm, noColumn, type ReadingForm } from './reading-form.ts';

const t = english('file');

const judge = (columns: string, reading: Partial<ReadingForm>) =>
  judgeReading({ ...emptyReadingForm, ...reading }, describeFile('csv', columns.split(','), []), t);
const ignored = (name: string) => ({ name, role: 'ignored' as const });
const target = (name: string) => ({ name, role: 'target' as const });

test.each<[string, Partial<ReadingForm>, (keyof ReadingForm)[]]>([
  ['a,b', {}, ['task']],
  ['text,label', { task: 'text-classification' }, []],
  ['a,b', { task: 'text-classification' }, ['textColumn', 'labelColumn']],
  ['a,b', { task: 'text-classification', textColumn: 'a', labelColumn: 'a' }, ['labelColumn']],
  ['a,b', { task: 'text-classification', textColumn: 'a', labelColumn: 'b' }, []],
  ['a,y', { task: 'tabular' }, []],
  ['a,b', { task: 'tabular' }, ['roles']],
  ['a,b', { task: 'tabular', roles: [target('b')] }, []],
  ['a,y', { task: 'tabular', roles: [ignored('a')] }, ['roles']],
  ['a,b,y', { task: 'tabular', roles: [ignored('y')] }, ['roles']],
  ['user,item', { task: 'recommendation' }, []],
  ['user,x', { task: 'recommendation' }, ['itemColumn']],
  ['a,b', { task: 'recommendation' }, ['userColumn', 'itemColumn']],
  ['user,x', { task: 'recommendation', itemColumn: 'x' }, []],
  ['user,x', { task: 'recommendation', userColumn: 'x', itemColumn: 'x' }, ['itemColumn']],
  ['user,item,x', { task: 'recommendation', ratingColumn: 'x', timeColumn: 'x' }, ['timeColumn']],
  ['user,item,rating', { task: 'recommendation', ratingColumn: noColumn }, []],
  ['user,item', { task: 'recommendation', timeColumn: 'item' }, ['itemColumn']],
  ['a,b', { task: 'text-generation' }, []],
])('%s read by %j is at fault in %j', (columns, reading, faults) => {
  expect(Object.keys(judge(columns, reading))).toEqual(faults);
});

test('names that no column can have are passed over', () => {
  const columns = ['x'.repeat(300), '', 'y'];
  expect(detectTarget({ ...emptyReadingForm, roles: [ignored('')] }, columns)).toBe('y');
});

test('columns of ratings are told by their names beside what is chosen', () => {
  const detect = (reading: Partial<ReadingForm>, columns: string) =>
    (['userColumn', 'itemColumn', 'ratingColumn', 'timeColumn'] as const).map((field) =>
      detectRatingColumn({ ...emptyReadingForm, ...reading }, columns.split(','), field),
    );
  expect(detect({}, 'who,movie_id,stars,date')).toEqual([null, 'movie_id', 'stars', 'date']);
  expect(detect({ userColumn: 'who' }, 'who,movie_id,stars,date')).toEqual([null, 'movie_id', 'stars', 'date']);
  expect(detect({ itemColumn: 'stars' }, 'user,item,stars')).toEqual(['user', 'item', null, null]);
  expect(detect({ timeColumn: 'item' }, 'user,item,stars')).toEqual(['user', null, 'stars', null]);
  // What was chosen for itself hides nothing.
  expect(detect({ ratingColumn: noColumn }, 'user,item,stars')).toEqual(['user', 'item', 'stars', null]);
});
