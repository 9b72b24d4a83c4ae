import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readGenerationDefaults } from './read-generation-defaults.ts';

function folderOf(files: Record<string, unknown>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-defaults-'));
  for (const [name, value] of Object.entries(files))
    writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(value));
  return folder;
}

it.each([
  { files: { config: {} }, eosIds: [], sampling: {} },
  { files: { config: { eos_token_id: 2 } }, eosIds: [2], sampling: {} },
  {
    files: { config: { eos_token_id: null }, generation_config: { eos_token_id: [5, 7, 5] } },
    eosIds: [5, 7],
    sampling: {},
  },
  {
    files: { config: { eos_token_id: 2 }, generation_config: { temperature: 0.6 } },
    eosIds: [2],
    sampling: { temperature: 0.6 },
  },
  {
    files: {
      config: { top_k: 40 },
      generation_config: { top_k: 20, top_p: 0.8, repetition_penalty: 1.05, min_p: null },
    },
    eosIds: [],
    sampling: { topK: 20, topP: 0.8, repetitionPenalty: 1.05 },
  },
])('reads $files', async ({ files, eosIds, sampling }) => {
  expect(await readGenerationDefaults(folderOf(files))).toEqual({ eosIds, sampling });
});

it.each([
  [{ config: { eos_token_id: '</s>' } }, 'eos_token_id'],
  [{ config: { eos_token_id: [1, -1] } }, 'eos_token_id'],
  [{ config: {}, generation_config: { temperature: 'hot' } }, 'temperature'],
  [{ config: {}, generation_config: [] }, 'generation_config.json'],
  [{}, 'config.json'],
])('refuses %o', async (files, what) => {
  await expect(readGenerationDefaults(folderOf(files))).rejects.toMatchObject({
    code: 'invalid_file',
    message: expect.stringContaining(what),
  });
});
