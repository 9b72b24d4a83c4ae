import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAppError } from '@modelmint/domain/errors';
import { findTurnEnd } from '../chat-template/find-turn-end.ts';
import { loadChatTemplate } from '../chat-template/load-chat-template.ts';
import { readJsonObject } from '../checkpoint/read-json-object.ts';
import { readGenerationDefaults } from '../generation/read-generation-defaults.ts';
import { loadTokenizer } from '../tokenizer/load-tokenizer.ts';

const generationFile = 'generation_config.json';
const sizeMax = 1 << 20;

/**
 * Names the token that ends a turn in the artifact's `generation_config.json`, where the base does not: a model that was tuned
 * on chats writes it, and any program that loads the artifact shall stop there.
 */
export async function endTurns(modelFolder: string, artifactFolder: string): Promise<void> {
  const ids = await readTurnEnd(modelFolder);
  if (ids.length === 0) return;
  const { eosIds } = await readGenerationDefaults(modelFolder);
  const all = [...new Set([...eosIds, ...ids])];
  if (all.length === eosIds.length) return;
  const file = path.join(artifactFolder, generationFile);
  const json = existsSync(file) ? await readJsonObject(file, sizeMax) : {};
  await writeFile(file, `${JSON.stringify({ ...json, eos_token_id: all }, null, 2)}\n`);
}

/** None where the base knows no chats. */
async function readTurnEnd(folder: string): Promise<readonly number[]> {
  if (!existsSync(path.join(folder, 'tokenizer.json'))) return [];
  const tokenizer = await loadTokenizer(folder);
  try {
    return findTurnEnd(tokenizer, await loadChatTemplate(folder)).ids;
  } catch (error) {
    if (isAppError(error)) return [];
    throw error;
  }
}
