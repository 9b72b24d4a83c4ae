import { badPart, type Part } from '../part.ts';
import { type Merge, PairTable } from './pair-table.ts';
import type { Vocabulary } from './read-vocabulary.ts';

export interface BpeModel {
  vocab: Vocabulary;
  pairs: PairTable;
  /** A word that is in the vocabulary is its own token, whatever the merges say (Llama 3). */
  ignoreMerges: boolean;
  unkId: number | null;
  /** Neighbouring unknown characters become one unknown token. */
  fuseUnk: boolean;
  /** Unknown characters become their bytes, `<0xNN>`. */
  byteFallback: boolean;
}

/** @throws AppError `invalid_file` when vocabulary and merges do not fit together. */
export function readBpeModel(part: Part, vocab: Vocabulary): BpeModel {
  const unk = part.unk_token;
  return {
    vocab,
    pairs: new PairTable(readMerges(part.merges, vocab)),
    ignoreMerges: part.ignore_merges === true,
    unkId: typeof unk === 'string' ? (vocab.get(unk) ?? null) : null,
    fuseUnk: part.fuse_unk === true,
    byteFallback: part.byte_fallback === true,
  };
}

function readMerges(merges: unknown, vocab: Vocabulary): Merge[] {
  if (!Array.isArray(merges)) throw badPart('model BPE', 'has no list of merges');
  return merges.map((merge: unknown, i) => {
    const pair: unknown = typeof merge === 'string' ? merge.split(' ') : merge;
    if (!Array.isArray(pair) || pair.length !== 2)
      throw badPart('model BPE', `has a merge (number ${i}) that is no pair`);
    const [first, second] = pair.map(String);
    const idOf = (token: string) => {
      const id = vocab.get(token);
      if (id === undefined) throw badPart('model BPE', `merges ${JSON.stringify(token)}, which its vocabulary lacks`);
      return id;
    };
    return { left: idOf(first ?? ''), right: idOf(second ?? ''), merged: idOf(`${first}${second}`) };
  });
}
