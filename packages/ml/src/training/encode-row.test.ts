import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { encodeRow, type RowEncoding } from './encode-row.ts';
import { openRowEncoding } from './read-examples.ts';

const folder = path.resolve(import.meta.dirname, '../../references/llama-rope-llama3');
let encoding: RowEncoding;
beforeAll(async () => {
  encoding = await openRowEncoding(folder);
});

async function read(value: unknown) {
  const { ids, weights } = await encodeRow({ value, place: 'rows.jsonl, line 7' }, encoding);
  const { tokenizer } = encoding;
  const part = (isTrained: boolean) =>
    tokenizer.decode(Array.from(ids).filter((_, i) => (weights[i] ?? 0) > 0 === isTrained));
  return { trained: part(true), rest: part(false), last: ids[ids.length - 1] };
}

it('trains the completion and the end of the text, not the prompt', async () => {
  const { trained, rest, last } = await read({ prompt: 'The film was', completion: ' very good' });
  const { tokenizer } = encoding;
  const end = tokenizer.eosId === null ? '' : tokenizer.decode([tokenizer.eosId]);
  expect(trained).toBe(` very good${end}`);
  expect(rest).toContain('The film was');
  expect(last).toBe(tokenizer.eosId);
});

it('trains all of a plain text', async () => {
  const { trained, rest } = await read({ text: 'A short text.' });
  expect(trained).toContain('A short text.');
  expect(rest).toBe('');
});

it("trains the assistant's messages, but those of weight 0", async () => {
  const messages = [
    { role: 'user', content: 'Hello there' },
    { role: 'assistant', content: 'Left alone', weight: 0 },
    { role: 'user', content: 'Again' },
    { role: 'assistant', content: 'Learned well' },
  ];
  const { trained, rest } = await read({ messages });
  expect(trained).toContain('Learned well');
  expect(trained).not.toContain('Left alone');
  expect(rest).toContain('Left alone');
  expect(rest).toContain('Hello there');
});

it.each([
  [5, /line 7: a row has "messages", or "prompt"/],
  [{ prompt: 'a' }, /a row has "messages"/],
  [{ messages: [] }, /"messages" is not a list/],
  [{ messages: [{ content: 'x' }] }, /with a role/],
])('refuses %j with its line', async (value, message) => {
  await expect(read(value)).rejects.toMatchObject({
    code: 'dataset_invalid',
    message: expect.stringMatching(message),
  });
});
