import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CnnSpec } from '@modelmint/domain/cnn-spec';
import { AppError } from '@modelmint/domain/errors';
import { readFitting, readObject } from '../fitting/fit-checkpoint.ts';
import { writeWhole } from '../fitting/write-whole.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import type { Normalisation } from './image-rows.ts';
import { type Cnn, openCnn } from './open-cnn.ts';

const files = { config: 'config.json', weights: 'model.safetensors' } as const;
export const cnnFormat = 'modelmint-cnn';
const version = 1;

/** What a trained network needs beside its weights. */
export interface CnnConfig {
  spec: CnnSpec;
  labels: string[];
  /** Measured on the images that were trained on. */
  normalisation: Normalisation;
}

/** Returns the folder. */
export async function writeCnnArtifact(
  folder: string,
  config: CnnConfig,
  weights: readonly NamedWeights[],
): Promise<string> {
  return writeWhole(folder, async (aside) => {
    await writeSafetensors(path.join(aside, files.weights), weights, { metadata: { format: 'pt' } });
    await writeFile(
      path.join(aside, files.config),
      `${JSON.stringify({ format: cnnFormat, version, ...config }, null, 2)}\n`,
    );
  });
}

export interface CnnArtifact extends CnnConfig {
  network: Cnn;
  weights: NamedWeights[];
}

/** @throws AppError `invalid_state` when a file is missing, cut off, of another program, or does not fit the other. */
export async function readCnnArtifact(folder: string): Promise<CnnArtifact> {
  const config = readConfig(await readObject(folder, files.config), path.basename(folder));
  const network = openCnn(config.spec, config.labels.length);
  return { ...config, network, weights: await readFitting(path.join(folder, files.weights), network.parameters) };
}

function readConfig(config: Record<string, unknown>, folder: string): CnnConfig {
  const refuse = (what: string) =>
    new AppError('invalid_state', `${files.config} in ${folder} is not an image classifier's: ${what}`);
  if (config.format !== cnnFormat || config.version !== version)
    throw refuse(`it is of ${JSON.stringify(config.format)}, version ${JSON.stringify(config.version)}`);
  const spec = CnnSpec.safeParse(config.spec);
  if (!spec.success) throw refuse(`spec.${spec.error.issues[0]?.path.join('.')}: ${spec.error.issues[0]?.message}`);
  const { labels, normalisation } = config;
  if (!Array.isArray(labels) || labels.length < 2 || !labels.every((one) => typeof one === 'string'))
    throw refuse('its labels are not two or more strings');
  const { mean, deviation } = (normalisation ?? {}) as Partial<Normalisation>;
  if (!areNumbers(mean, spec.data.channels) || !areNumbers(deviation, spec.data.channels))
    throw refuse('its normalisation has not one mean and one deviation for each channel');
  return { spec: spec.data, labels: labels as string[], normalisation: { mean, deviation } };
}

function areNumbers(value: unknown, count: number): value is number[] {
  return Array.isArray(value) && value.length === count && value.every((one) => Number.isFinite(one));
}
