import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import type { HfConfig } from '../architectures/architecture.ts';
import { openSafetensors } from '../weights/open-safetensors.ts';
import type { WeightSource } from '../weights/weight-source.ts';
import { indexFile, openShards } from './open-shards.ts';
import { readJsonObject } from './read-json-object.ts';
import { refuseOtherWeights } from './refuse-other-weights.ts';

export const configFile = 'config.json';
export const weightsFile = 'model.safetensors';
const configSizeMax = 4 << 20;

/** A model's folder as the Hugging Face hub lays it out. Close its weights after use. */
export interface Checkpoint {
  folder: string;
  config: HfConfig;
  weights: WeightSource;
}

/**
 * Opens `config.json` with `model.safetensors`, or the shards that `model.safetensors.index.json` names. Code that the
 * folder brings, and the `auto_map` that asks for it, are not looked at.
 *
 * @throws AppError `invalid_file` when a file is missing, damaged or of a kind that is not accepted.
 */
export async function openCheckpoint(folder: string): Promise<Checkpoint> {
  const config = await readConfigFile(folder);
  return { folder, config, weights: await openWeights(folder) };
}

/** @throws AppError `invalid_file` when it is missing, too large or no JSON. */
export function readConfigFile(folder: string): Promise<HfConfig> {
  return readJsonObject(path.join(folder, configFile), configSizeMax);
}

async function openWeights(folder: string): Promise<WeightSource> {
  const names = await readdir(folder);
  if (names.includes(weightsFile)) return await openSafetensors(path.join(folder, weightsFile));
  if (names.includes(indexFile)) return await openShards(folder);
  await refuseOtherWeights(folder, names);
  throw new AppError('invalid_file', `${path.basename(folder)} has neither ${weightsFile} nor ${indexFile}`);
}
