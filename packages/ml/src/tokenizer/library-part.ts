import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { checkRegex } from './check-regex.ts';
import { badPart, isObject, type Part } from './part.ts';

/** The parts that the library insists on seeing. */
const nothing = { added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null };
const emptyModel = { type: 'BPE', vocab: {}, merges: [] };

/** A normalizer that we do not have, by the library. */
export function libraryNormalizer(part: Part): (text: string) => string {
  const name = `normalizer ${part.type}`;
  const { normalizer } = open({ normalizer: part, model: emptyModel }, name);
  if (normalizer === null) throw badPart(name, 'is not known');
  return (text) => normalizer.normalize(text);
}

/** A pre-tokenizer that we do not have, by the library. */
export function libraryPreTokenizer(part: Part): (text: string) => string[] {
  const name = `pre-tokenizer ${part.type}`;
  const { pre_tokenizer: split } = open({ pre_tokenizer: part, model: emptyModel }, name);
  if (split === null) throw badPart(name, 'is not known');
  return (text) => split.pre_tokenize(text);
}

/** A pattern `{ Regex }`, written for Oniguruma, as the library translates it: global. */
export function libraryRegex(pattern: unknown, name: string): RegExp {
  const split = { type: 'Split', pattern, behavior: 'Isolated', invert: false };
  const { pre_tokenizer: opened } = open({ pre_tokenizer: split, model: emptyModel }, name);
  if (opened === null || !('pattern' in opened) || !(opened.pattern instanceof RegExp))
    throw badPart(name, 'has no pattern');
  checkRegex(opened.pattern, name);
  return opened.pattern;
}

/** A model that we do not have, by the library: the tokens of a word. */
export function libraryModel(part: Part): (word: string) => string[] {
  const name = `model ${part.type}`;
  const { model } = open({ model: part }, name);
  if (model === null) throw badPart(name, 'is not known');
  return (word) => model._call([word]);
}

function open(json: object, name: string): LibraryTokenizer {
  try {
    return new LibraryTokenizer({ ...nothing, ...json }, {});
  } catch (cause) {
    const why = isObject(cause) || cause instanceof Error ? String(cause) : 'the library refuses it';
    throw badPart(name, `is not known or damaged (${why.slice(0, 200)})`, cause);
  }
}
