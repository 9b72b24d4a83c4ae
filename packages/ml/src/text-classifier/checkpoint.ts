import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import type { TrainingProgress } from '../fitting/training-progress.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { readSafetensors } from '../weights/read-safetensors.ts';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import { formatConfig, type ModelConfig, readConfig, readJson, readVocabulary } from './model-config.ts';
import { checkParameters, configFile, modelFile, vocabularyFile } from './trained-state.ts';
import type { Vocabulary } from './vocabulary.ts';

const bestFile = 'best.safetensors';
const optimizerFile = 'optimizer.safetensors';
const stateFile = 'state.json';
const stateFormat = 'modelmint-training-state';

/** All that a run needs to go on as if it had not been cut off. */
export interface Checkpoint extends ModelConfig {
  vocabulary: Vocabulary;
  progress: TrainingProgress;
  trainRows: number;
  parameters: NamedWeights[];
  optimizer: NamedWeights[];
  best: NamedWeights[];
}

/** Writes `step-<n>` in `folder` and returns its path. The folder has its name only when it is whole. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<string> {
  const target = path.join(folder, `step-${checkpoint.progress.step}`);
  const aside = `${target}.part`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  await writeSafetensors(path.join(aside, modelFile), checkpoint.parameters);
  await writeSafetensors(path.join(aside, bestFile), checkpoint.best);
  await writeSafetensors(path.join(aside, optimizerFile), checkpoint.optimizer);
  await writeModelText(aside, checkpoint);
  const { progress, trainRows } = checkpoint;
  await writeFile(path.join(aside, stateFile), JSON.stringify({ format: stateFormat, trainRows, progress }, null, 2));
  await rm(target, { recursive: true, force: true });
  await rename(aside, target);
  return target;
}

export async function writeModelText(
  folder: string,
  { vocabulary, ...config }: ModelConfig & { vocabulary: Vocabulary },
): Promise<void> {
  await writeFile(path.join(folder, vocabularyFile), JSON.stringify(vocabulary.words));
  await writeFile(path.join(folder, configFile), formatConfig(config));
}

/** @throws AppError `invalid_state` when a file is missing, cut off, or not of one run. */
export async function readCheckpoint(folder: string): Promise<Checkpoint> {
  const config = await readConfig(folder);
  const vocabulary = await readVocabulary(folder);
  const { trainRows, progress } = readState(await readJson(folder, stateFile));
  const shape = { spec: config.spec, words: vocabulary.size, labels: config.labels.length };
  const read = (name: string) => readSafetensors(path.join(folder, name));
  const parameters = checkParameters(await read(modelFile), shape, modelFile);
  const best = checkParameters(await read(bestFile), shape, bestFile);
  const optimizer = await read(optimizerFile);
  for (const prefix of ['first.', 'second.'])
    checkParameters(
      optimizer
        .filter(({ name }) => name.startsWith(prefix))
        .map((one) => ({ ...one, name: one.name.slice(prefix.length) })),
      shape,
      optimizerFile,
    );
  return { ...config, vocabulary, trainRows, progress, parameters, optimizer, best };
}

function readState(value: unknown): { trainRows: number; progress: TrainingProgress } {
  const { format, trainRows, progress } = (value ?? {}) as Record<string, unknown>;
  if (format !== stateFormat || typeof trainRows !== 'number' || typeof progress !== 'object' || progress === null)
    throw new AppError('invalid_state', `${stateFile} is not the state of a training run`);
  const { step, tokensSeen, bestLoss, bestStep, evaluationsWithoutGain, stoppedEarly } =
    progress as Partial<TrainingProgress>;
  const counts = [step, tokensSeen, bestStep, evaluationsWithoutGain];
  if (
    !counts.every((one) => Number.isSafeInteger(one)) ||
    typeof bestLoss !== 'number' ||
    typeof stoppedEarly !== 'boolean'
  )
    throw new AppError('invalid_state', `${stateFile} lacks a part of the progress`);
  return { trainRows, progress: progress as TrainingProgress };
}
