import { describe, expect, it } from 'vitest';
import { openTableCollector, type TableToRead } from './collect-table.ts';
import { encodeTable, findUnseen, takeRows } from './encode-table.ts';
import { learnColumns } from './learn-columns.ts';
import { encodeTargets, learnTarget } from './learn-target.ts';
import type { TableRow } from './table-row.ts';

const columns: TableToRead['columns'] = [
  { name: 'age', kind: 'numeric' },
  { name: 'city', kind: 'categorical' },
];
const roles = columns.map(({ name, kind }) => ({ name, role: kind }));
const settings = { categoryCountMin: 1, categoriesMax: 100, embeddingSizeMax: 50 };

function collect(rows: TableRow[], change: Partial<TableToRead> = {}) {
  const collector = openTableCollector({
    columns,
    others: ['id'],
    missingWords: ['NA'],
    source: 'training',
    ...change,
  });
  for (const row of rows) collector.add(row);
  return collector.finish();
}

const rows: TableRow[] = [
  { age: '1', city: 'Rome', id: 1 },
  { age: ' 3e0 ', city: ' Oslo ' },
  { age: null, city: 'Rome' },
  { age: 5, city: undefined },
];

describe('cells', () => {
  it.each<[TableRow, string]>([
    [{ age: 'old', city: 'x' }, 'Training row 1: the column "age" is numeric but holds "old"; write a plain number'],
    [{ age: '0x10', city: 'x' }, 'holds "0x10"'],
    [{ age: '1e999', city: 'x' }, 'holds "1e999"'],
    [{ age: Number.POSITIVE_INFINITY, city: 'x' }, 'holds "Infinity"'],
    [{ age: true, city: 'x' }, 'holds "true"'],
    [{ age: 1, city: ['x'] as never }, 'the column "city" holds a list or an object'],
    [{ age: {} as never, city: 'x' }, 'the column "age" holds a list or an object'],
    [null as never, 'Training row 1: it is no object'],
    [{ city: 'x' }, 'it lacks the column "age"; give null'],
    [{ age: 1, city: 'x', town: 'y' }, 'nothing is known of the column town; give it a role'],
    [{ age: 1, city: 'x', constructor: 'y' }, 'nothing is known of the column constructor'],
  ])('%j is refused', (row, message) => {
    expect(() => collect([row])).toThrow(
      expect.objectContaining({ code: 'dataset_invalid', message: expect.stringContaining(message) }),
    );
  });

  it('of a call are mended in the call', () => {
    expect(() => collect([{ age: 'old', city: 'x', id: 1 }], { source: 'given' })).toThrow(
      'holds "old"; write a plain number such as 1234.5, or null where it is not known.',
    );
  });

  it('are numbers or texts, and missing by null, nothing, blanks and words', () => {
    const raw = collect([...rows, { age: 'NA', city: 'NA' }, { age: '', city: ' ' }, { age: Number.NaN, city: 7 }]);
    expect(raw.columns.get('age')).toEqual({
      kind: 'numeric',
      numbers: [1, 3, Number.NaN, 5, ...Array(3).fill(Number.NaN)],
    });
    expect(raw.columns.get('city')).toEqual({
      kind: 'categorical',
      values: ['Rome', 'Oslo', '7'],
      places: [0, 1, 0, -1, -1, -1, 2],
    });
  });
});

describe('columns', () => {
  const deviation = Math.sqrt(8 / 3);

  it('are learned from the training rows', () => {
    expect(learnColumns(collect(rows), [...roles, { name: 'id', role: 'ignored' }], settings)).toEqual([
      { kind: 'numeric', name: 'age', mean: 3, deviation, hasMissing: true },
      { kind: 'categorical', name: 'city', values: ['Rome', 'Oslo'], hasMissing: true, size: 2 },
      { kind: 'left-out', name: 'id', why: 'ignored' },
    ]);
  });

  it.each<[string, TableRow[], Partial<typeof settings>, object]>([
    [
      'constant',
      [
        { age: 0.1, city: 'a' },
        { age: 0.1, city: 'a' },
        { age: 0.1, city: 'b' },
      ],
      {},
      { kind: 'left-out', why: 'constant' },
    ],
    [
      'constant but for gaps',
      [
        { age: 2, city: 'a' },
        { age: null, city: 'b' },
      ],
      {},
      { deviation: 1, hasMissing: true },
    ],
  ])('that are %s', (_name, given, change, first) => {
    expect(learnColumns(collect(given), roles, { ...settings, ...change })[0]).toMatchObject(first);
  });

  it('keep the most frequent values, and take rare ones for unseen', () => {
    const given = ['a', 'b', 'b', 'c', 'c', 'd', 'd', 'd'].map((city, age) => ({ age, city }));
    const learn = (change: Partial<typeof settings>) =>
      learnColumns(collect(given), roles, { ...settings, ...change })[1];
    expect(learn({ categoryCountMin: 2 })).toMatchObject({ values: ['d', 'b', 'c'] });
    expect(learn({ categoriesMax: 2 })).toMatchObject({ values: ['d', 'b'] });
    const many = Array.from({ length: 300 }, (_, age) => ({ age, city: `c${age}` }));
    expect(learnColumns(collect(many), roles, settings)[1]).toMatchObject({ size: 50 });
  });

  it('that are all missing are refused by name', () => {
    const given = [
      { age: 'NA', city: null },
      { age: '', city: null },
    ];
    expect(() => learnColumns(collect(given), roles, settings)).toThrow(
      'No training row of 2 has a value in age, city: fill it, or give it the role ignored.',
    );
  });

  it('that say nothing are refused together', () => {
    const given = Array.from({ length: 3 }, () => ({ age: 4, city: 'a' }));
    expect(() => learnColumns(collect(given), roles, settings)).toThrow('there is nothing to learn from');
  });

  it('encode later rows: standardised within ±10, with indicators, entries 0 missing and 1 unseen', () => {
    const learned = learnColumns(collect(rows), roles, settings);
    const later = collect([
      { age: 5, city: 'Oslo' },
      { age: null, city: 'Paris' },
      { age: 1e9, city: null },
    ]);
    const table = encodeTable(later, learned);
    expect([...table.numeric]).toEqual([Math.fround(2 / deviation), 0, 0, 1, 10, 0]);
    expect(table.entries).toEqual([Int32Array.of(3, 1, 0)]);
    expect(findUnseen(later, table, learned)).toEqual([[], ['city'], []]);
    const hidden = takeRows(table, Int32Array.of(2, 0), { rate: 1, random: () => 0.5 });
    expect([...hidden.numeric]).toEqual([10, 0, Math.fround(2 / deviation), 0]);
    expect(hidden.entries).toEqual([Int32Array.of(0, 1)]);
  });

  it('take a missing value for unseen where no training row lacked it', () => {
    const learned = learnColumns(collect(rows.slice(0, 2)), roles, settings);
    const later = collect([{ age: null, city: null }]);
    const table = encodeTable(later, learned);
    expect([...table.numeric, ...(table.entries[0] ?? [])]).toEqual([0, 1]);
    expect(findUnseen(later, table, learned)).toEqual([['age', 'city']]);
  });
});

describe('targets', () => {
  const cities = (values: (string | null)[]) => collect(values.map((city) => ({ age: 1, city })));

  it('are values to the second, also since 1970', () => {
    const times = [1_700_000_000, 1_700_000_001];
    const raw = collect(times.map((age) => ({ age, city: null })));
    expect(encodeTargets(raw, learnTarget(raw, 'age'), 'training')).toEqual({
      kind: 'value',
      values: Float64Array.from(times),
    });
  });

  it('are labels in order, or values', () => {
    const labels = learnTarget(cities(['b', 'a', 'b']), 'city');
    expect(labels).toEqual({ kind: 'label', name: 'city', labels: ['a', 'b'] });
    expect(encodeTargets(cities(['a', 'b']), labels, 'validation')).toEqual({
      kind: 'label',
      labels: Int32Array.of(0, 1),
    });
    const values = collect([
      { age: 2, city: '' },
      { age: 6, city: '' },
    ]);
    expect(learnTarget(values, 'age')).toEqual({ kind: 'value', name: 'age', mean: 4, deviation: 2 });
  });

  it.each<[string, () => unknown, string]>([
    [
      'a row without one',
      () => learnTarget(cities(['a', null]), 'city'),
      'Training row 2: it has no value in the target "city"',
    ],
    [
      'more text than a model could be loaded with',
      () => learnColumns(cities(['a', 'b'].map((one) => one.repeat(30 << 20))), roles, settings),
      'take more than 48 MiB, most of it in city',
    ],
    ['a single label', () => learnTarget(cities(['a', 'a']), 'city'), 'Every training row has the label "a" in "city"'],
    ['a single value', () => learnTarget(cities(['a', 'a']), 'age'), 'Every training row has the value 1 in "age"'],
    [
      'more labels than a classifier has',
      () => learnTarget(cities(Array.from({ length: 1001 }, (_, i) => String(i))), 'city'),
      'has 1001 different labels in 1001 training rows',
    ],
    [
      'a label that no training row has',
      () => encodeTargets(cities(['a', 'c']), learnTarget(cities(['a', 'b']), 'city'), 'validation'),
      'Validation row 2: no training row has its label "c"',
    ],
  ])('refuse %s', (_name, act, message) => {
    expect(act).toThrow(
      expect.objectContaining({ code: 'dataset_invalid', message: expect.stringContaining(message) }),
    );
  });
});
