import { expect, test } from 'vitest';
import { TextTable, textKey } from './text-table.ts';

test('counts each text under its first label, also after growing', () => {
  const table = new TextTable();
  for (let i = 0; i < 30_000; i++) table.add(textKey(`text ${i % 10_000}`), i < 10_000 ? i % 7 : 99);
  expect(table.size).toBe(10_000);
  for (let i = 0; i < 10_000; i++) {
    const place = table.find(textKey(`text ${i}`));
    expect([table.rows[place], table.label[place]]).toEqual([3, i % 7]);
  }
  expect(table.rows[table.find(textKey('another'))]).toBe(0);
});

test('keys with the same low half are told apart', () => {
  const table = new TextTable();
  table.add({ high: 1, low: 5 }, 0);
  table.add({ high: 2, low: 5 }, 1);
  expect(table.size).toBe(2);
  expect(table.label[table.find({ high: 2, low: 5 })]).toBe(1);
});
