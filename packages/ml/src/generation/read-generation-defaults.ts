import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { type JsonObject, readJsonObject } from '../checkpoint/read-json-object.ts';
import type { SamplingOptions } from './sampling-options.ts';

export interface GenerationDefaults {
  /** Tokens that end an answer. Empty where the model names none: take the tokenizer's. */
  eosIds: number[];
  /** Only what the model's authors set. */
  sampling: Partial<SamplingOptions>;
}

const sizeMax = 1 << 20;
const numbers = {
  temperature: 'temperature',
  topK: 'top_k',
  topP: 'top_p',
  minP: 'min_p',
  repetitionPenalty: 'repetition_penalty',
} as const;

/**
 * Reads `generation_config.json`, and for what it lacks `config.json`, where older checkpoints keep it.
 *
 * @throws AppError `invalid_file` for a file that is damaged or a field of another kind.
 */
export async function readGenerationDefaults(folder: string): Promise<GenerationDefaults> {
  const config = await readJsonObject(path.join(folder, 'config.json'), sizeMax);
  const file = path.join(folder, 'generation_config.json');
  const own = existsSync(file) ? await readJsonObject(file, sizeMax) : {};
  const merged = { ...config, ...own };
  const sampling: Partial<SamplingOptions> = {};
  for (const [name, field] of Object.entries(numbers)) {
    const value = readNumber(merged, field);
    if (value !== null) sampling[name as keyof typeof numbers] = value;
  }
  return { eosIds: readIds(merged, 'eos_token_id'), sampling };
}

function readNumber(json: JsonObject, field: string): number | null {
  const value = json[field] ?? null;
  if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw refuse(field, value, 'a number');
}

/** One id, several, or none. */
function readIds(json: JsonObject, field: string): number[] {
  const value = json[field] ?? [];
  const ids: unknown[] = Array.isArray(value) ? value : [value];
  const isId = (id: unknown): id is number => Number.isSafeInteger(id) && Number(id) >= 0;
  if (ids.every(isId)) return [...new Set(ids)];
  throw refuse(field, value, 'a token id or a list of them');
}

function refuse(field: string, value: unknown, expected: string): AppError {
  const found = JSON.stringify(value).slice(0, 80);
  return new AppError('invalid_file', `${field} of generation_config.json or config.json is ${found}, not ${expected}`);
}
