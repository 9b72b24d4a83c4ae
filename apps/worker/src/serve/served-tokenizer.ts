import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadTokenizer, tokenizerConfigFile, tokenizerFile } from '@modelmint/ml/tokenizer/load-tokenizer';
import type { Tokenizer } from '@modelmint/ml/tokenizer/tokenizer';

/** A tokenizer with a hash of its files: adapters bring a copy of their base's, which needs no memory twice. */
export interface ServedTokenizer extends Tokenizer {
  digest: string;
}

/** The folder's own tokenizer; the base's where the folder has the same one, or none. Throws as `loadTokenizer` does. */
export async function openTokenizer(folder: string, base?: ServedTokenizer): Promise<ServedTokenizer> {
  if (base !== undefined && !existsSync(path.join(folder, tokenizerFile))) return base;
  const hash = createHash('sha256');
  for (const name of [tokenizerFile, tokenizerConfigFile]) {
    const file = path.join(folder, name);
    hash.update(existsSync(file) ? await readFile(file) : '').update('\0');
  }
  const digest = hash.digest('hex');
  return base?.digest === digest ? base : { ...(await loadTokenizer(folder)), digest };
}
