// Turns documents into ids, by our tokenizer or by @huggingface/tokenizers, and tells how many MB per second. Each pass
// over the documents has a new tokenizer, so that no word is in its cache.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { loadTokenizer } from '../src/tokenizer/load-tokenizer.ts';
import { serveRounds } from './serve-rounds.ts';
import type { TokenizerJob } from './tokenizer-job.ts';

type Encode = (text: string) => ArrayLike<number>;

const job = JSON.parse(process.argv[2] ?? '') as TokenizerJob & { program: 'ours' | 'library' };
const documents = JSON.parse(await readFile(job.documentsFile, 'utf8')) as string[];
const bytes = documents.reduce((sum, text) => sum + Buffer.byteLength(text), 0);

async function open(): Promise<Encode> {
  if (job.program === 'ours') {
    const tokenizer = await loadTokenizer(job.tokenizerFolder);
    return (text) => tokenizer.encode(text);
  }
  const json = JSON.parse(await readFile(path.join(job.tokenizerFolder, 'tokenizer.json'), 'utf8')) as object;
  const tokenizer = new LibraryTokenizer(json, {});
  return (text) => tokenizer.encode(text).ids;
}

/** Of all documents; this also warms the compiler up, not the tokenizers that are measured. */
async function hashIds(): Promise<string> {
  const encode = await open();
  const hash = createHash('sha256');
  for (const text of documents) hash.update(Int32Array.from(encode(text)));
  return hash.digest('hex').slice(0, 16);
}

const manifest = new URL('../package.json', import.meta.resolve('@huggingface/tokenizers'));
const library = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
const version = job.program === 'ours' ? process.version : library.version;
await serveRounds({ version, result: await hashIds() }, async () => {
  let [passes, elapsed] = [0, 0];
  while (elapsed < job.seconds * 1000) {
    const encode = await open();
    const start = performance.now();
    for (const text of documents) encode(text);
    elapsed += performance.now() - start;
    passes += 1;
  }
  return (passes * bytes) / 1e6 / (elapsed / 1000);
});
