import { libraryModel } from '../library-part.ts';
import { badPart, type Part } from '../part.ts';
import { readBpeModel } from './bpe-model.ts';
import { byteToken, openCharBpe, type WordModel } from './char-bpe.ts';
import type { Vocabulary } from './read-vocabulary.ts';
import { openWordPiece } from './word-piece.ts';

const isSet = (value: unknown) => typeof value === 'string' && value !== '';

/** True where BPE marks the inside or the end of words (CLIP): the library's business. */
export function hasAffixes(part: Part): boolean {
  return isSet(part.continuing_subword_prefix) || isSet(part.end_of_word_suffix);
}

/** What a model of `tokenizer.json` makes of one word. */
export function openWordModel(part: Part, vocab: Vocabulary): WordModel {
  switch (part.type) {
    case 'BPE':
      return hasAffixes(part) ? byLibrary(part, vocab) : openCharBpe(readBpeModel(part, vocab));
    case 'WordPiece':
      return openWordPiece(part, vocab);
    case 'WordLevel':
      return openWordLevel(part, vocab);
    case 'Unigram':
      return byLibrary(part, vocab);
    default:
      throw badPart(`model ${part.type}`, 'is not known (BPE, WordPiece, WordLevel and Unigram are)');
  }
}

function openWordLevel(part: Part, vocab: Vocabulary): WordModel {
  const unkId = typeof part.unk_token === 'string' ? vocab.get(part.unk_token) : undefined;
  return (word, ids) => {
    const id = vocab.get(word) ?? unkId;
    if (id !== undefined) ids.push(id);
  };
}

function byLibrary(part: Part, vocab: Vocabulary): WordModel {
  const tokensOf = libraryModel(part);
  const unkId = typeof part.unk_token === 'string' ? vocab.get(part.unk_token) : part.unk_id;
  const utf8 = new TextEncoder();
  return (word, ids) => {
    for (const token of tokensOf(word)) {
      const id = vocab.get(token);
      const bytes =
        part.byte_fallback === true ? Array.from(utf8.encode(token), (byte) => vocab.get(byteToken(byte))) : [];
      if (id !== undefined) ids.push(id);
      else if (bytes.length > 0 && !bytes.includes(undefined)) ids.push(...bytes.flatMap((byte) => byte ?? []));
      else if (typeof unkId === 'number') ids.push(unkId);
    }
  };
}
