import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { lengthOf } from './example-set.ts';
import { openRowEncoding, readExamples } from './read-examples.ts';

const model = path.resolve(import.meta.dirname, '../../references/llama-rope-llama3');

function write(lines: string[]): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'modelmint-rows-')), 'rows.jsonl');
  writeFileSync(file, lines.join('\n'));
  return file;
}
const long = 'word '.repeat(40);
const rows = [{ text: 'short' }, { text: long }, { prompt: long, completion: 'x' }].map((row) => JSON.stringify(row));

it('refuses a long example with its line, tokens and what to do', async () => {
  const read = readExamples(write(['', ...rows]), await openRowEncoding(model), {
    maxTokens: 16,
    whenTooLong: 'refuse',
  });
  await expect(read).rejects.toMatchObject({
    code: 'dataset_invalid',
    message: expect.stringMatching(/^rows\.jsonl, line 3: \d+ tokens, and maxTokens is 16\. Shorten/),
  });
});

it('cuts long examples when asked, counts them, and leaves out what lost all that counts', async () => {
  const set = await readExamples(write(rows), await openRowEncoding(model), { maxTokens: 16, whenTooLong: 'cut' });
  expect(set).toMatchObject({ count: 2, cut: 2, dropped: 1 });
  expect(lengthOf(set, 1)).toBe(16);
});

it('names the line that is not JSON', async () => {
  const read = readExamples(write(['{"text": "a"}', '{']), await openRowEncoding(model), {
    maxTokens: 16,
    whenTooLong: 'refuse',
  });
  await expect(read).rejects.toMatchObject({
    code: 'dataset_invalid',
    message: 'rows.jsonl, line 2: this is not JSON',
  });
});
