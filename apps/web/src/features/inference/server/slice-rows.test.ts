import { expect, it } from 'vitest';
import { sliceRows } from './slice-rows.ts';

const slices = (text: string, isWhole = true) => [...sliceRows(text, { isWhole, charactersMax: 12 })];

it('cuts lines of JSON where a row ends, and leaves out one that is cut off', () => {
  expect(slices('{"text":"a"}\n{"text":"b"}\n{"te')).toEqual(['{"text":"a"}', '{"text":"b"}', '{"te']);
  expect(slices('{"text":"a"}\n{"text":"b"}\n{"te', false)).toEqual(['{"text":"a"}', '{"text":"b"}']);
});

it('gives each slice of a CSV its header, and cuts no quoted cell', () => {
  expect(slices('id,text\n1,"one\ntwo"\n2,three\n3,four\n')).toEqual([
    ...['id,text\n1,"one\ntwo"', 'id,text\n2,three\n3,four'],
  ]);
});

it('gives nothing of nothing', () => {
  expect(slices('\n \n')).toEqual([]);
});
