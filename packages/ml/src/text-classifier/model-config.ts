import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import { readModelFile } from '../weights/read-model-file.ts';
import { configFile, vocabularyFile } from './trained-state.ts';
import { Vocabulary } from './vocabulary.ts';

export const modelFormat = 'modelmint-text-classifier';
export const modelVersion = 1;

export interface ModelConfig {
  spec: TextClassifierSpec;
  labels: string[];
}

export function formatConfig({ spec, labels }: ModelConfig): string {
  return `${JSON.stringify({ format: modelFormat, version: modelVersion, labels, spec }, null, 2)}\n`;
}

/** @throws AppError `invalid_state` when the folder holds no config of this format and version. */
export async function readConfig(folder: string): Promise<ModelConfig> {
  const refuse = (what: string) =>
    new AppError('invalid_state', `${configFile} in ${path.basename(folder)} is not a text classifier's: ${what}`);
  const config = (await readJson(folder, configFile)) as Partial<Record<string, unknown>> | null;
  if (typeof config !== 'object' || config === null) throw refuse('it is no object');
  if (config.format !== modelFormat) throw refuse(`its format is ${JSON.stringify(config.format)}`);
  if (config.version !== modelVersion)
    throw refuse(`its version is ${JSON.stringify(config.version)} and this program reads ${modelVersion}`);
  const spec = TextClassifierSpec.safeParse(config.spec);
  if (!spec.success) throw refuse(`spec.${spec.error.issues[0]?.path.join('.')}: ${spec.error.issues[0]?.message}`);
  const { labels } = config;
  if (!isStrings(labels) || labels.length < 2 || new Set(labels).size !== labels.length)
    throw refuse('its labels are not two or more different strings');
  return { spec: spec.data, labels };
}

/** @throws AppError `invalid_state` when the folder holds no vocabulary. */
export async function readVocabulary(folder: string): Promise<Vocabulary> {
  const words = await readJson(folder, vocabularyFile);
  try {
    if (isStrings(words)) return new Vocabulary(words);
  } catch (cause) {
    throw new AppError('invalid_state', `${vocabularyFile}: ${(cause as Error).message}`, { cause });
  }
  throw new AppError('invalid_state', `${vocabularyFile} is not a list of words`);
}

export async function readJson(folder: string, name: string): Promise<unknown> {
  const text = (await readModelFile(path.join(folder, name))).toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError('invalid_state', `${name} in ${path.basename(folder)} is cut off or no JSON`, { cause });
  }
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
