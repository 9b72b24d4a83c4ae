import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import type { NamedWeights } from '../weights/named-weights.ts';
import { readModelFile } from '../weights/read-model-file.ts';
import { readSafetensors } from '../weights/read-safetensors.ts';
import type { TensorToWrite } from '../weights/tensor-to-write.ts';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import { writeTensors } from '../weights/write-tensors.ts';
import type { TrainingProgress } from './training-progress.ts';
import { writeWhole } from './write-whole.ts';

const files = {
  weights: 'model.safetensors',
  best: 'best.safetensors',
  optimizer: 'optimizer.safetensors',
  state: 'state.json',
} as const;

/** All that a run needs to go on as if it had not been cut off. */
export interface FitCheckpoint {
  /** Of the spec and the rows: a run goes on only from a checkpoint of its own. */
  runDigest: string;
  progress: TrainingProgress;
  weights: NamedWeights[];
  optimizer: NamedWeights[];
  best: NamedWeights[];
}

/** Writes `step-<n>` in `folder` and returns its path. The folder has its name only when it is whole. */
export async function writeFitCheckpoint(
  folder: string,
  checkpoint: Omit<FitCheckpoint, 'optimizer'>,
  optimizer: readonly TensorToWrite[],
): Promise<string> {
  const { runDigest, progress } = checkpoint;
  return writeWhole(path.join(folder, `step-${progress.step}`), async (aside) => {
    await writeSafetensors(path.join(aside, files.weights), checkpoint.weights);
    await writeSafetensors(path.join(aside, files.best), checkpoint.best);
    await writeTensors(path.join(aside, files.optimizer), optimizer);
    await writeFile(path.join(aside, files.state), JSON.stringify({ runDigest, progress }, null, 2));
  });
}

/**
 * @param shapes of the parameters of the run that goes on; `isTrained` ones have two means
 * @throws AppError `invalid_state` when a file is missing, cut off, or of a run with another spec or other rows.
 */
export async function readFitCheckpoint(
  folder: string,
  runDigest: string,
  shapes: readonly { name: string; shape: readonly number[]; isTrained: boolean }[],
): Promise<FitCheckpoint> {
  const state = await readObject(folder, files.state);
  if (state.runDigest !== runDigest) {
    const what = 'is of a run with another spec or other rows: resume with those, or start anew';
    throw new AppError('invalid_state', `The checkpoint ${path.basename(folder)} ${what}.`, { fault: 'platform' });
  }
  const means = shapes
    .filter(({ isTrained }) => isTrained)
    .flatMap(({ name, shape }) => ['first', 'second'].map((kind) => ({ name: `${kind}.${name}`, shape })));
  return {
    runDigest,
    progress: state.progress as TrainingProgress,
    weights: await readFitting(path.join(folder, files.weights), shapes),
    best: await readFitting(path.join(folder, files.best), shapes),
    optimizer: await readFitting(path.join(folder, files.optimizer), means),
  };
}

/**
 * Reads exactly the tensors of these names and shapes, in their order.
 *
 * @throws AppError `invalid_state` when the file is missing, cut off, or holds other tensors; the message says which.
 */
export async function readFitting(
  file: string,
  shapes: readonly { name: string; shape: readonly number[] }[],
): Promise<NamedWeights[]> {
  const byName = new Map((await readSafetensors(file)).map((one) => [one.name, one]));
  const base = path.basename(file);
  if (byName.size > shapes.length)
    throw new AppError('invalid_state', `${base} holds ${byName.size} tensors where the model has ${shapes.length}`);
  return shapes.map(({ name, shape }) => {
    const found = byName.get(name);
    if (found === undefined) throw new AppError('invalid_state', `${base} lacks ${name}`);
    if (found.shape.join() !== shape.join())
      throw new AppError('invalid_state', `${base} holds ${name} as [${found.shape}] where the model has [${shape}]`);
    return found;
  });
}

/** @throws AppError `invalid_state` when the file is missing, cut off, or no JSON object. */
export async function readObject(folder: string, name: string): Promise<Record<string, unknown>> {
  const text = (await readModelFile(path.join(folder, name))).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw new AppError('invalid_state', `${name} in ${path.basename(folder)} is cut off or no JSON`, { cause });
  }
  throw new AppError('invalid_state', `${name} in ${path.basename(folder)} is no object`);
}
