import { AppError } from '@modelmint/domain/errors';
import type { JsonObject } from '../checkpoint/read-json-object.ts';

/** A part of `tokenizer.json` (normalizer, pre-tokenizer, model, post-processor, decoder): an object with a `type`. */
export type Part = JsonObject & { readonly type: string };

/** @throws AppError `invalid_file` when `value` is no part; `name` says which one. */
export function asPart(value: unknown, name: string): Part {
  if (isObject(value) && typeof value.type === 'string') return { ...value, type: value.type };
  throw badPart(name, 'has no type');
}

/** The parts of a `Sequence`. */
export function asParts(value: unknown, name: string): Part[] {
  if (Array.isArray(value)) return value.map((one: unknown) => asPart(one, name));
  throw badPart(name, 'has a Sequence that is no list');
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(part: JsonObject, key: string, name: string): string {
  const value = part[key];
  if (typeof value === 'string') return value;
  throw badPart(name, `lacks ${key}, which must be a string`);
}

/** The text that a pattern `{ String }` stands for; null for a pattern `{ Regex }`. */
export function literalPattern(part: JsonObject): string | null {
  const { pattern } = part;
  return isObject(pattern) && typeof pattern.String === 'string' ? pattern.String : null;
}

export function badPart(name: string, what: string, cause?: unknown): AppError {
  return new AppError(
    'invalid_file',
    `tokenizer.json cannot be used: ${name} ${what}. Save the tokenizer anew with transformers' save_pretrained.`,
    { cause },
  );
}
