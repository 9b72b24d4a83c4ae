import { copyFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readJsonObject } from './read-json-object.ts';

const copied: readonly string[] = [
  'tokenizer.json',
  'tokenizer.model',
  'vocab.json',
  'vocab.txt',
  'merges.txt',
  'chat_template.jinja',
];
/** May ask for code of its own by `auto_map`, which does not come along. */
const copiedWithoutCode: readonly string[] = [
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'generation_config.json',
  'preprocessor_config.json',
];
const jsonSizeMax = 20 << 20;

/** Copies the files of a tokenizer, an image processor and of generation's defaults, as far as the folder has them. */
export async function copyTokenizer(from: string, to: string): Promise<void> {
  const names = await readdir(from);
  for (const name of copied.filter((one) => names.includes(one)))
    await copyFile(path.join(from, name), path.join(to, name));
  for (const name of copiedWithoutCode.filter((one) => names.includes(one))) {
    const { auto_map: _, ...json } = await readJsonObject(path.join(from, name), jsonSizeMax);
    await writeFile(path.join(to, name), `${JSON.stringify(json, null, 2)}\n`);
  }
}
