import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readRows } from './read-rows.ts';

const labels = ['no', 'yes'];

async function read(content: string | Buffer) {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'modelmint-rows-')), 'train.jsonl');
  writeFileSync(file, content);
  const rows = [];
  for await (const row of readRows(file, labels)) rows.push(row);
  return rows;
}

it('reads rows in order, with or without a last newline, across chunks and odd line separators', async () => {
  const long = 'ä'.repeat(1 << 20);
  const texts = ['first', 'a\u2028b\u0085c', long, 'last'];
  const json = texts.map((text, i) => JSON.stringify({ text, label: labels[i % 2], extra: 1 })).join('\n');
  const expected = texts.map((text, i) => ({ text, label: i % 2 }));
  expect(await read(json)).toEqual(expected);
  expect(await read(`${json}\n`)).toEqual(expected);
  expect(await read('')).toEqual([]);
});

it.each([
  ['{"text":"a","label":"yes"}\n{"text":', 'line 2: this is not JSON'],
  ['\n[1]', 'line 2: "text" is not a string'],
  ['null', 'line 1: "text" is not a string'],
  ['{"text":"a","label":1}', 'line 1: "label" is not a string'],
  ['{"text":"a","label":"maybe"}', 'line 1: the label "maybe" is none of the model\'s'],
])('refuses %j and names the line', async (content, message) => {
  await expect(read(content)).rejects.toMatchObject({ code: 'dataset_invalid', message: `train.jsonl, ${message}` });
});
