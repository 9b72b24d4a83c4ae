import type { JsonObject } from '../checkpoint/read-json-object.ts';
import type { Vocabulary } from './model/read-vocabulary.ts';
import { isObject } from './part.ts';

export interface SpecialIds {
  bosId: number | null;
  eosId: number | null;
  padId: number | null;
  unkId: number | null;
}

/** Ids of the special tokens that `tokenizer_config.json` names; null where it names none, or one that there is not. */
export function specialIdsOf(config: JsonObject, ids: Vocabulary): SpecialIds {
  const idOf = (name: string) => ids.get(specialToken(config, name) ?? '') ?? null;
  return { bosId: idOf('bos_token'), eosId: idOf('eos_token'), padId: idOf('pad_token'), unkId: idOf('unk_token') };
}

/** A special token of `tokenizer_config.json`, written as a string or as an object with `content`. */
export function specialToken(config: JsonObject, name: string): string | null {
  const value = config[name];
  const token = isObject(value) ? value.content : value;
  return typeof token === 'string' ? token : null;
}
