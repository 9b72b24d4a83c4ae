import { gzipSync } from 'node:zlib';
import type { DatasetProblemCode } from '@modelmint/domain/dataset-problem';
import { DatasetReport } from '@modelmint/domain/dataset-report';
import type { DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import type { TableRow } from '@modelmint/ml/tabular/table-row';
import { afterAll, expect, test } from 'vitest';
import { csvOf as csv, jsonLines as jsonl, makeTestReader, numbersTo as numbers } from './make-test-reader.ts';

const reader = makeTestReader();
afterAll(() => reader.close());

const written = (name: 'train' | 'validation') => reader.rows<TableRow>(name);
async function read(bytes: Uint8Array | string, spec: DatasetSpecInput = {}) {
  const outcome = await reader.read(bytes, spec);
  expect(DatasetReport.parse(outcome.report)).toEqual(outcome.report);
  return outcome;
}

const cities = ['Rome', 'Oslo', 'Bern'];
const people = (count: number): string[] =>
  numbers(count).map((i) => `${1000 + i},${20 + ((i * 7) % 50)},${cities[i % 3]},note no ${i},${i % 2 ? 'yes' : 'no'}`);
const header = 'person_id,age,city,remark,target';
const houses = numbers(40).map((i) => ({ rooms: i % 5, garden: i % 2 === 0, price: 1000.5 * (i + 1) }));

test('a CSV file with a target is read as a table, with roles told from its rows', async () => {
  const outcome = await read(gzipSync(csv(header, people(40))));
  expect(outcome).toMatchObject({
    verdict: 'ready',
    report: {
      ...{ task: 'tabular', format: 'csv', rowsValid: 40, tokensTotal: 120, duplicatesExact: 0 },
      split: { train: 36, validation: 4 },
      table: {
        target: { name: 'target', kind: 'label' },
        columns: [
          { name: 'person_id', role: 'ignored', ignoredBecause: 'different', distinct: 40 },
          { name: 'age', role: 'numeric', min: 20, max: 69, missing: 0 },
          { name: 'city', role: 'categorical', distinct: 3, top: [{ value: 'Rome', rows: 14 }, {}, {}] },
          { name: 'remark', role: 'ignored', ignoredBecause: 'different' },
          { name: 'target', role: 'target', distinct: 2 },
        ],
      },
    },
  });
  expect(outcome.report.labels).toMatchObject([
    { label: 'no', rows: 20, train: 18, validation: 2 },
    { label: 'yes', rows: 20, train: 18, validation: 2 },
  ]);
  expect(outcome.report.examples[0]).toEqual({ line: 2, label: 'no', text: 'age: 20, city: Rome' });
  expect(written('train')[0]).toEqual({ age: '20', city: 'Rome', target: 'no' });
});

test('JSON Lines of numbers are a table of values, whatever rows lack', async () => {
  const rows = houses.map((house, i) => (i % 4 === 1 ? { rooms: null, price: house.price } : house));
  const columns: DatasetSpecInput['columns'] = [{ name: 'PRICE', role: 'target' }];
  const outcome = await read(jsonl(rows), { columns });
  expect(outcome.report).toMatchObject({
    ...{ task: 'tabular', format: 'jsonl', labels: [], rowsValid: 40, split: { train: 36, validation: 4 } },
    table: {
      target: { name: 'price', kind: 'value' },
      columns: [
        { name: 'rooms', role: 'numeric', missing: 10 },
        { name: 'garden', role: 'categorical', missing: 10, top: [{ value: 'true', rows: 20 }, { value: 'false' }] },
        { name: 'price', role: 'target', min: 1000.5, max: 40020 },
      ],
    },
  });
  expect([...written('train'), ...written('validation')]).toContainEqual({ rooms: null, garden: null, price: 2001 });
});

test('roles and kinds that were chosen come first', async () => {
  const columns: DatasetSpecInput['columns'] = [
    { name: 'person_id', role: 'numeric' },
    { name: 'age', role: 'target' },
    { name: 'city', role: 'ignored' },
  ];
  const chosen = await read(csv(header, people(40)), { columns });
  expect(chosen.report.table?.columns.map(({ role }) => role)).toEqual([
    ...['numeric', 'target', 'ignored', 'ignored', 'categorical'],
  ]);
  expect(chosen.report.table?.columns[2]).toMatchObject({ ignoredBecause: 'chosen', distinct: 3 });
  expect(chosen.report.table?.target.kind).toBe('value');
  const stars = csv(
    'y,size',
    people(40).map((_, i) => `${i % 5},${i}`),
  );
  expect((await read(stars)).report.table?.target.kind).toBe('label');
  expect((await read(stars, { targetKind: 'value' })).report).toMatchObject({ labels: [], split: { validation: 4 } });
});

const tabular: DatasetSpecInput = { task: 'tabular' };
const asTarget = (name: string, more: object = {}): DatasetSpecInput => ({
  columns: [{ name, role: 'target' }],
  ...more,
});

test.each<[string, string, DatasetProblemCode, RegExp, DatasetSpecInput?]>([
  ['no target', csv('a,b', ['1,2']), 'target_unclear', /Columns found: a, b/, tabular],
  ['two targets', csv('label,y,a', ['1,2,3']), 'target_unclear', /label, y, a/, tabular],
  ['a target that is not there', csv('a,b', ['1,2']), 'column_missing', /"c".*a, b/, asTarget('c')],
  [
    'a role for what is not there',
    csv('y,b', ['1,2']),
    'column_missing',
    /"c"/,
    { columns: [{ name: 'c', role: 'ignored' }] },
  ],
  [
    'two roles for a column',
    csv('y,b', ['1,2']),
    'column_for_two',
    /"b" cannot be both ignored and numeric/,
    {
      columns: [
        { name: 'B', role: 'ignored' },
        { name: ' b', role: 'numeric' },
      ],
    },
  ],
  ['two columns of one name', csv('y,b,b', ['1,2,3']), 'column_twice', /"b"/],
  ['a page of prose as header', csv(`y,${'x'.repeat(201)}`, ['1,2']), 'column_name_too_long', /column 2 has 201/],
  ['a name that objects have', csv('y,__proto__', ['1,2']), 'column_name_reserved', /"__proto__"/],
  ['nothing but a target', csv('y', ['1', '2']), 'no_input_columns', /no others/, tabular],
  [
    'ids alone',
    csv(
      'id,y',
      people(20).map((_, i) => `${i},${i % 2}`),
    ),
    'no_input_columns',
    /ignored are id/,
  ],
  ['no rows', csv('a,y', []), 'header_only', /a, y/],
  [
    'equal columns',
    csv(
      'a,y',
      people(9).map((_, i) => `1,${i % 2}`),
    ),
    'columns_constant',
    /but "y"/,
  ],
  [
    'an empty column that is to be read',
    csv(
      'a,b,y',
      people(9).map((_, i) => `,${i},${i % 2}`),
    ),
    'column_all_missing',
    /"a"/,
    { columns: [{ name: 'a', role: 'numeric' }] },
  ],
  [
    'one label',
    csv(
      'a,y',
      people(9).map((_, i) => `${i},x`),
    ),
    'one_label',
    /"x"/,
  ],
  [
    'one value',
    csv(
      'a,y',
      people(9).map((_, i) => `${i},2.5`),
    ),
    'one_value',
    /"y", 2.5/,
  ],
  ['one row of a label', csv('a,y', ['1,u', '2,u', '3,v']), 'too_few_rows_of_label', /"v".* 1, at least 2/],
  ['two rows of values', csv('a,y', ['1,1.5', '2,2.5']), 'table_too_small', /2, at least 3/],
  ['nothing to hold out', csv('a,b,c,y', ['1,,,1.5', ',2,,2.5', ',,3,3']), 'nothing_held_out', /Each row is needed/],
  [
    'numbers taken for labels',
    csv(
      'a,y',
      [...numbers(1200), ...numbers(800)].map((i) => `${i % 7},${i}`),
    ),
    'target_too_many_labels',
    /more than 1000 different labels; "1000"/,
    { targetKind: 'label' },
  ],
  ['a list of columns without end', csv(`y${',x'.repeat(1000)}`, []), 'too_many_columns', /1000/, tabular],
  [
    'an object without end',
    jsonl([Object.fromEntries(numbers(1001).map((i) => [`c${i}`, i]))]),
    'too_many_columns',
    /1000/,
    tabular,
  ],
  [
    'mostly words among numbers',
    csv(
      'a,y',
      people(9).map((_, i) => `${i < 3 ? i : 'x'},${i % 2}`),
    ),
    'too_many_bad_rows',
    /"a" is numeric but holds "x"/,
    { columns: [{ name: 'a', role: 'numeric' }] },
  ],
])('%s is refused', async (_name, bytes, code, message, spec) => {
  const outcome = await read(bytes, spec);
  expect(outcome).toMatchObject({ verdict: 'invalid', reason: { code, message: expect.stringMatching(message) } });
  expect(reader.files()).toEqual([]);
});

const roles: DatasetSpecInput = {
  columns: [
    { name: 'a', role: 'numeric' },
    { name: 'b', role: 'categorical' },
    { name: 'c', role: 'ignored' },
  ],
};
const good = numbers(12).map((i) => ({ a: i, b: 'u', c: null, y: i % 2 ? 'yes' : 'no' }));

test.each<[object, DatasetProblemCode]>([
  [{ a: 1, b: 'u' }, 'target_missing'],
  [{ a: 1, b: 'u', y: ' NA ' }, 'target_missing'],
  [{ a: 'ten', y: 'no' }, 'cell_not_number'],
  [{ a: '1,5', y: 'no' }, 'cell_not_number'],
  [{ a: true, y: 'no' }, 'cell_not_number'],
  [{ a: 1e31, y: 'no' }, 'number_too_large'],
  [{ a: '-1e300', y: 'no' }, 'number_too_large'],
  [{ a: [1], y: 'no' }, 'cell_not_scalar'],
  [{ b: { c: 1 }, y: 'no' }, 'cell_not_scalar'],
  [{ b: 'x'.repeat(1001), y: 'no' }, 'cell_too_long'],
  [{ b: 'a\0', y: 'no' }, 'nul_character'],
  [{ b: '\ud800', y: 'no' }, 'lone_surrogate'],
  [{ a: 1, y: 'x'.repeat(65) }, 'label_too_long'],
  [{ a: 1, y: {} }, 'cell_not_scalar'],
])('the row %j costs itself only', async (row, code) => {
  const outcome = await read(jsonl([...good, row, { a: 1, b: 'v', c: [{ any: 'thing' }], y: 'yes' }]), roles);
  expect(outcome.report).toMatchObject({ rowsValid: 13, rowsBad: 1, problems: [{ line: 13, code }] });
  expect(outcome.verdict).toBe('ready');
});

test('problems of the first rows are told in the order of the file, and later rows have no new fields', async () => {
  const many = numbers(1000).map((i) => ({ x: i, y: i % 2 }));
  const outcome = await read(
    `oops\n${jsonl(many.slice(0, 9))}oops\n{"y":null}\n{\n${jsonl(many)}{"x":1,"y":0,"z":1}\n`,
  );
  expect(outcome.report.problems.map(({ line, code }) => [line, code])).toEqual([
    ...[
      [1, 'invalid_json'],
      [11, 'invalid_json'],
      [12, 'target_missing'],
      [13, 'invalid_json'],
    ],
    [1014, 'columns_unknown'],
  ]);
});

test.each<[string, object, DatasetSpecInput]>([
  ['a table', { y: 1, x: 1 }, { columns: [{ name: 'x', role: 'numeric' }] }],
  ['what users did', { user: 1, x: 1 }, { itemColumn: 'x', ratingColumn: 'more' }],
])('in %s, nesting without end and objects that are no texts cost their line only', async (_name, row, spec) => {
  const [deep] = JSON.stringify({ ...row, more: 1 }).split('"more"');
  const nested = `${deep}"more":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`;
  const rows = numbers(12).flatMap((i) => Object.keys(row).map((name) => ({ ...row, [name]: i % 3, more: i % 2 })));
  const outcome = await read(`${nested}${deep}"more":{"toString":1}}\n${jsonl(rows)}`, {
    ...spec,
    ...(spec.columns === undefined ? {} : { columns: [...spec.columns, { name: 'more', role: 'categorical' }] }),
  });
  expect(outcome.report).toMatchObject({ rowsValid: 24, rowsBad: 2, problems: [{ line: 1 }, { line: 2 }] });
});

test('rows of the same cells go to one side; where most rows repeat, each is drawn by itself', async () => {
  const pairs = numbers(100).flatMap((i) => [
    `${i},${i % 2}`,
    `${i},${i % 2}`,
    ...(i < 5 ? [`${i},${1 - (i % 2)}`] : []),
  ]);
  const grouped = await read(csv('x,y', pairs), { validationFraction: 0.3 });
  expect(grouped.report).toMatchObject({ duplicatesExact: 100, duplicatesConflicting: 5 });
  const [train, validation] = [written('train'), written('validation')];
  const seen = new Set(train.map(({ x }) => x));
  // 105 of 205 rows repeat others, which is most of them.
  expect(validation.some(({ x }) => seen.has(x))).toBe(true);
  expect(train.length + validation.length).toBe(205);
  await read(csv('x,y', pairs.slice(15).concat(numbers(20).map((i) => `${200 + i},0`))), { validationFraction: 0.3 });
  const apart = new Set(written('train').map(({ x }) => x));
  expect(written('validation').every(({ x }) => !apart.has(x))).toBe(true);
});
