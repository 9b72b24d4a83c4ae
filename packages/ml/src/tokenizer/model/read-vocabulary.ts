import { badPart, isObject, type Part } from '../part.ts';

export type Vocabulary = ReadonlyMap<string, number>;

/** Ids above this would only serve to exhaust memory; the largest known vocabularies have 262,144. */
const idMax = 4_000_000;

/** The vocabulary of a model: `{ token: id }`, or for Unigram `[[token, score], …]`. */
export function readVocabulary(part: Part): Map<string, number> {
  const { vocab } = part;
  if (Array.isArray(vocab)) return new Map(vocab.map((entry: unknown, id) => [tokenOfEntry(entry, part), id]));
  if (!isObject(vocab)) throw badPart(`model ${part.type}`, 'has no vocabulary');
  const result = new Map<string, number>();
  for (const [token, id] of Object.entries(vocab)) result.set(token, checkId(id, token));
  return result;
}

/** @throws AppError `invalid_file` when `id` is no whole number from 0 to 4 million. */
export function checkId(id: unknown, token: string): number {
  if (typeof id === 'number' && Number.isInteger(id) && id >= 0 && id <= idMax) return id;
  throw badPart(`the token ${JSON.stringify(token)}`, `has an id that is no whole number from 0 to ${idMax}`);
}

function tokenOfEntry(entry: unknown, part: Part): string {
  if (Array.isArray(entry) && typeof entry[0] === 'string') return entry[0];
  throw badPart(`model ${part.type}`, 'has a vocabulary entry without a token');
}
