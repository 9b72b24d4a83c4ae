import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkVocabulary } from './check-vocabulary.ts';
import { loadTokenizer } from './load-tokenizer.ts';
import { makeTokenizer } from './make-tokenizer.ts';
import { byteLevelJson } from './toy-tokenizers.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tokenizer-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
const invalid = (message: string) =>
  expect.objectContaining({ code: 'invalid_file', message: expect.stringContaining(message) });

it('reads a folder without a tokenizer_config.json', async () => {
  write('tokenizer.json', JSON.stringify(byteLevelJson()));
  const tokenizer = await loadTokenizer(folder);
  expect(tokenizer.encode('hello')).toEqual([259]);
  expect(tokenizer.eosId).toBeNull();
});

it('says which folder lacks its tokenizer and what to do', async () => {
  await expect(loadTokenizer(folder)).rejects.toThrow(invalid(`${path.basename(folder)} has no tokenizer.json`));
  await expect(loadTokenizer(folder)).rejects.toThrow(invalid('save_pretrained'));
});

it('refuses damaged and oversized files', async () => {
  write('tokenizer.json', '{"model": {');
  await expect(loadTokenizer(folder)).rejects.toThrow(invalid('tokenizer.json'));
  truncateSync(path.join(folder, 'tokenizer.json'), (64 << 20) + 1);
  await expect(loadTokenizer(folder)).rejects.toThrow(invalid('the limit is'));
  write('tokenizer.json', JSON.stringify(byteLevelJson()));
  write('tokenizer_config.json', '[]');
  await expect(loadTokenizer(folder)).rejects.toThrow(invalid('tokenizer_config.json'));
});

it('refuses a tokenizer with more ids than the model has rows', () => {
  const tokenizer = makeTokenizer(byteLevelJson());
  expect(() => checkVocabulary(tokenizer, 264)).not.toThrow();
  expect(() => checkVocabulary(tokenizer, 263)).toThrow(invalid("ids up to 263, but the model's vocab_size is 263"));
});
