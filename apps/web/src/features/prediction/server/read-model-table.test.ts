import { suggestRecommenderSpec } from '@modelmint/domain/recommender-spec';
import { suggestTabularSpec, type TableColumn } from '@modelmint/domain/tabular-spec';
import { expect, test } from 'vitest';
import { exampleRow } from '../ui/example-row.ts';
import { tableOfSpec } from './read-model-table.ts';

const columns: TableColumn[] = [
  { name: 'id', role: 'ignored' },
  { name: 'area', role: 'numeric' },
  { name: 'city', role: 'categorical' },
  { name: 'price', role: 'target' },
];
const sized = { trainRows: 100, seed: 1 };

test.each([
  ['tabular-regression', 'value'],
  ['tabular-classification', 'label'],
] as const)('the spec of a %s names the columns that a call must send', (task, kind) => {
  const table = tableOfSpec(suggestTabularSpec(task, columns, sized));
  expect(table?.target).toEqual({ name: 'price', kind });
  expect(table?.columns.map(({ name, role }) => [name, role])).toEqual([
    ['area', 'numeric'],
    ['city', 'categorical'],
  ]);
  expect(table && exampleRow(table)).toEqual({ area: null, city: null });
});

test('that of another task names none', () => {
  expect(tableOfSpec(suggestRecommenderSpec({ trainRows: 100, hasRatings: true }, 1))).toBeNull();
});
