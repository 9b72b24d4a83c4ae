import type { JsonObject } from '../checkpoint/read-json-object.ts';
import { checkId, type Vocabulary } from './model/read-vocabulary.ts';
import { badPart, isObject, textOf } from './part.ts';

/** A token that is found in the text before anything else happens to it. */
export interface AddedToken {
  id: number;
  content: string;
  special: boolean;
  /** Only where no letter or digit touches it. */
  singleWord: boolean;
  /** Takes the white space before it, or after it. */
  lstrip: boolean;
  rstrip: boolean;
  /** Is looked for in the normalized text. */
  normalized: boolean;
}

/**
 * The tokens of `added_tokens` in `tokenizer.json` and of `added_tokens_decoder` in `tokenizer_config.json`. */
export function readAddedTokens(json: JsonObject, config: JsonObject, vocab: Vocabulary): AddedToken[] {
  const listed = json.added_tokens ?? [];
  if (!Array.isArray(listed)) throw badPart('added_tokens', 'is no list');
  const tokens = new Map<string, AddedToken>();
  for (const entry of listed) {
    const token = readOne(entry, isObject(entry) ? entry.id : undefined);
    tokens.set(token.content, token);
  }
  const decoder = isObject(config.added_tokens_decoder) ? config.added_tokens_decoder : {};
  for (const [id, entry] of Object.entries(decoder)) {
    const token = readOne(entry, Number(id));
    if (!tokens.has(token.content)) tokens.set(token.content, token);
  }
  return Array.from(tokens.values(), (token) => ({ ...token, id: vocab.get(token.content) ?? token.id }));
}

function readOne(entry: unknown, id: unknown): AddedToken {
  if (!isObject(entry)) throw badPart('added_tokens', 'has an entry that is no object');
  const content = textOf(entry, 'content', 'an added token');
  const special = entry.special === true;
  return {
    id: checkId(id, content),
    content,
    special,
    singleWord: entry.single_word === true,
    lstrip: entry.lstrip === true,
    rstrip: entry.rstrip === true,
    normalized: typeof entry.normalized === 'boolean' ? entry.normalized : !special,
  };
}
