import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { trainBpe } from '../src/tokenizer/train/train-bpe.ts';
import { makeText } from './make-text.ts';
import type { Row } from './row.ts';
import type { TokenizerJob } from './tokenizer-job.ts';
import { typescriptProgram } from './typescript-program.ts';

const textBytes = 10_000_000;
const vocabSize = 32_000;
/** One in so many documents is learnt from. */
const learntEvery = 5;

const jobIn = (folder: string): TokenizerJob => ({
  tokenizerFolder: folder,
  documentsFile: path.join(folder, 'documents.json'),
  seconds: 3,
});

export const tokenizerRow: Row = {
  name: 'tokenizer',
  about: `byte-level BPE of 32,000 tokens over 10 MB of mixed text, words seen for the first time`,
  unit: 'MB/s',
  prepare: async (folder) => {
    const documents = makeText(textBytes);
    const learnt = documents.filter((_text, index) => index % learntEvery === 0);
    const json = trainBpe(learnt, { vocabSize, specialTokens: ['<|endoftext|>'] });
    await writeFile(path.join(folder, 'tokenizer.json'), JSON.stringify(json));
    await writeFile(jobIn(folder).documentsFile, JSON.stringify(documents));
  },
  ours: (folder) => typescriptProgram('tokenizer-arm', { ...jobIn(folder), program: 'ours' }),
  peers: [
    {
      name: '@huggingface/tokenizers',
      goal: 30,
      program: (folder) => typescriptProgram('tokenizer-arm', { ...jobIn(folder), program: 'library' }),
    },
  ],
};
