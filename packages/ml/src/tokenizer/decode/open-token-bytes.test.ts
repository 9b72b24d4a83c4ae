import path from 'node:path';
import { expect, it } from 'vitest';
import { loadTokenizer } from '../load-tokenizer.ts';

const text = 'Well, naïve 北京 😀 said <0x41>\nok';

it.each(['qwen2-tied', 'mistral-window', 'llama-rope-llama3'])(
  'tokens together have the bytes of their text: %s',
  async (name) => {
    const tokenizer = await loadTokenizer(path.resolve(import.meta.dirname, '../../../references', name));
    const ids = tokenizer.encode(text, { addSpecialTokens: false });
    const bytes = Buffer.concat(ids.map((id) => tokenizer.bytesOf(id) ?? new Uint8Array()));
    // Metaspace puts a space before the first word, which decoding takes away again.
    expect(bytes.toString().trimStart()).toBe(text);
    expect(tokenizer.bytesOf(10_000_000)).toBeUndefined();
  },
);

it('an added token stands for its own text', async () => {
  const tokenizer = await loadTokenizer(path.resolve(import.meta.dirname, '../../../references/qwen3-patterns'));
  const bytes = tokenizer.bytesOf(tokenizer.idOf('<|im_end|>') ?? -1);
  expect(Buffer.from(bytes ?? []).toString()).toBe('<|im_end|>');
});
