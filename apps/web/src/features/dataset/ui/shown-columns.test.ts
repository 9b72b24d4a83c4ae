import { expect, test } from 'vitest';
import { columnsThatFit, shownColumns } from './shown-columns.ts';

const known = { missing: 0, distinct: 2 };

test('rows of a table begin with the target and have no columns that are left out', () => {
  const columns = [
    { name: 'id', role: 'ignored' as const, ...known },
    { name: 'age', role: 'numeric' as const, ...known, min: 1, max: 2 },
    { name: 'sold', role: 'target' as const, ...known },
  ];
  expect(shownColumns({ table: { target: { name: 'sold', kind: 'label' }, columns } })).toEqual([
    { key: 'sold', name: 'sold', isNumber: false, isLead: true },
    { key: 'age', name: 'age', isNumber: true, isLead: false },
  ]);
});

test('what users did is shown under the names of the file, without what was not read', () => {
  const ratings = {
    ...{ userColumn: 'who', itemColumn: 'movie', ratingColumn: null, timeColumn: 'at' },
    ...{ users: 1, items: 1, usersWithOne: 1, replaced: 0 },
  };
  expect(shownColumns({ ratings }).map(({ key, name }) => [key, name])).toEqual([
    ['user', 'who'],
    ['item', 'movie'],
    ['time', 'at'],
  ]);
  expect(shownColumns({})).toEqual([]);
});

test('as many columns stand side by side as their names let', () => {
  const column = (name: string) => ({ key: name, name, isNumber: false, isLead: false });
  expect(columnsThatFit(['a', 'b'].map(column))).toBe(2);
  expect(columnsThatFit(Array.from({ length: 40 }, () => column('a')))).toBe(12);
  expect(columnsThatFit(Array.from({ length: 40 }, () => column('a column with a long name')))).toBe(5);
  expect(columnsThatFit([column('x'.repeat(200)), column('a')])).toBe(1);
});
