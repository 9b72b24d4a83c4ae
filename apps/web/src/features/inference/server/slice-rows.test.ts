import { expect, it } from 'vitest';
import { lookAtRows } from './inspect-input.ts';
import { sliceRows } from './slice-rows.ts';

const slices = (text: string, isWhole = true, charactersMax = 12) =>
  [...sliceRows(text, { isWhole, charactersMax })].map((slice) => slice.text);

it('cuts lines of JSON where a row ends, and leaves out one that is cut off', () => {
  expect(slices('{"text":"a"}\n{"text":"b"}\n{"te')).toEqual(['{"text":"a"}', '{"text":"b"}', '{"te']);
  expect(slices('{"text":"a"}\n{"text":"b"}\n{"te', false)).toEqual(['{"text":"a"}', '{"text":"b"}']);
});

it('gives each slice of a CSV its header, and cuts no quoted cell', () => {
  expect(slices('id,text\n1,"one\ntwo"\n2,three\n3,four\n', true, 24)).toEqual([
    ...['id,text\n1,"one\ntwo"', 'id,text\n2,three\n3,four'],
  ]);
});

it('gives nothing of nothing', () => {
  expect(slices('\n \n')).toEqual([]);
});

it('counts a row with all names of its columns, so that few rows of many columns are a slice', () => {
  const header = Array.from({ length: 1_000 }, (_, i) => `column ${i}`).join(',');
  const text = `${header}\n${'x\n'.repeat(10_000)}`;
  const found = [...sliceRows(text, { isWhole: true, charactersMax: 65_536, totalMax: 1_000_000 })];
  const rows = found.map((slice) => slice.text.split('\n').length - 1);
  expect(Math.max(...rows)).toBeLessThan(10);
  expect(rows.reduce((sum, count) => sum + count, 0)).toBeLessThan(100);
  expect(found.at(-1)?.share).toBeLessThan(0.5);
});

it('refuses a header that no job reads', () => {
  expect(() => slices(`${'a,'.repeat(1_000)}b\n${'x\n'.repeat(10)}`)).toThrow(/1,001 columns/);
});

it('looks at rows without an end to their nesting', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  expect(lookAtRows(`{"text":"a","more":${deep}}`).samples).toEqual([{ text: 'a', more: '…' }]);
});
