import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { readJsonObject } from '../checkpoint/read-json-object.ts';
import { makeTokenizer } from './make-tokenizer.ts';
import type { Tokenizer } from './tokenizer.ts';

export const tokenizerFile = 'tokenizer.json';
export const tokenizerConfigFile = 'tokenizer_config.json';

/** The largest in use, of 262,144 tokens, has 33 MB. */
const fileSizeMax = 64 << 20;

/**
 * Reads `tokenizer.json` and, where there is one, `tokenizer_config.json` of a model's folder.
 *
 * @throws AppError `invalid_file` when a file is missing, damaged, too large or of a kind that is not known.
 */
export async function loadTokenizer(folder: string): Promise<Tokenizer> {
  const file = path.join(folder, tokenizerFile);
  if (!existsSync(file)) {
    throw new AppError(
      'invalid_file',
      `${path.basename(folder)} has no ${tokenizerFile}. Load the model's tokenizer with transformers' ` +
        'AutoTokenizer, call save_pretrained, and add the tokenizer.json that it writes.',
    );
  }
  const json = await readJsonObject(file, fileSizeMax);
  const configFile = path.join(folder, tokenizerConfigFile);
  const config = existsSync(configFile) ? await readJsonObject(configFile, fileSizeMax) : {};
  return makeTokenizer(json, config);
}
