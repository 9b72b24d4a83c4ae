import type { BpeModel } from './bpe-model.ts';
import { mergePairs } from './merge-pairs.ts';

/** Appends the ids of a word to `ids`. */
export type WordModel = (word: string, ids: number[]) => void;

/** The token of a byte in a vocabulary with byte fallback. */
export function byteToken(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
}

/** BPE over characters, as converted from SentencePiece (Llama 2, Mistral): what is unknown falls back to bytes. */
export function openCharBpe(model: BpeModel): WordModel {
  const { vocab, pairs, unkId, fuseUnk } = model;
  const byteIds = Array.from({ length: 256 }, (_, byte) => vocab.get(byteToken(byte)) ?? -1);
  const utf8 = new TextEncoder();
  return (word, ids) => {
    if (model.ignoreMerges) {
      const whole = vocab.get(word);
      if (whole !== undefined) {
        ids.push(whole);
        return;
      }
    }
    const symbols: number[] = [];
    let isUnkPending = false;
    const flush = () => {
      if (isUnkPending && unkId !== null) symbols.push(unkId);
      isUnkPending = false;
    };
    for (const char of word) {
      const id = vocab.get(char);
      if (id !== undefined) {
        flush();
        symbols.push(id);
        continue;
      }
      const bytes = model.byteFallback ? Array.from(utf8.encode(char), (byte) => byteIds[byte] as number) : [-1];
      if (!bytes.includes(-1)) {
        symbols.push(...bytes);
        continue;
      }
      if (!fuseUnk) flush();
      isUnkPending = true;
    }
    flush();
    const merged = Int32Array.from(symbols);
    const count = mergePairs(merged, merged.length, pairs);
    for (let i = 0; i < count; i++) ids.push(merged[i] as number);
  };
}
