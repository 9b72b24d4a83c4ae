import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { AppError } from '@modelmint/domain/errors';
import type { Trainable } from '../optimizer/parameter-groups.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { readSafetensors } from '../weights/read-safetensors.ts';
import type { TensorToWrite } from '../weights/tensor-to-write.ts';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import { writeTensors } from '../weights/write-tensors.ts';
import type { TrainingProgress } from './training-progress.ts';

const weightsFile = 'trained.safetensors';
const bestFile = 'best.safetensors';
const optimizerFile = 'optimizer.safetensors';
const stateFile = 'state.json';
const stateFormat = 'modelmint-causal-lm-training';

/** What makes a run this run and no other. */
export interface RunFacts {
  spec: CausalLmSpec;
  /** Of the data, by `fingerprint`. */
  data: string;
  /** What is trained, by name and shape. */
  parameters: readonly Trainable[];
}

/** What is written, the tensors one by one. */
export interface CheckpointToWrite {
  progress: TrainingProgress;
  weights: readonly TensorToWrite[];
  optimizer: readonly TensorToWrite[];
  /** The weights of the best evaluation; null before one, and when they are these. */
  best: readonly NamedWeights[] | null;
}

/** All that a run needs to go on as if it had not been cut off. Data position and randomness follow from the step. */
export interface Checkpoint {
  progress: TrainingProgress;
  weights: readonly NamedWeights[];
  optimizer: readonly NamedWeights[];
  best: readonly NamedWeights[] | null;
}

/** Writes `step-<n>` in `folder` and returns its path. The folder has its name only when it is whole. */
export async function writeCheckpoint(folder: string, checkpoint: CheckpointToWrite, facts: RunFacts): Promise<string> {
  const { progress, weights, optimizer, best } = checkpoint;
  const target = path.join(folder, `step-${progress.step}`);
  const aside = `${target}.part`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  await writeTensors(path.join(aside, weightsFile), weights);
  await writeTensors(path.join(aside, optimizerFile), optimizer);
  if (best !== null) await writeSafetensors(path.join(aside, bestFile), best);
  const { spec, data } = facts;
  const state = { format: stateFormat, spec, data, hasBest: best !== null, progress };
  await writeFile(path.join(aside, stateFile), JSON.stringify(state, null, 2));
  await rm(target, { recursive: true, force: true });
  await rename(aside, target);
  return target;
}

/** @throws AppError `invalid_state` when a file is missing, cut off or damaged, or of a run with other facts. */
export async function readCheckpoint(folder: string, { spec, data, parameters }: RunFacts): Promise<Checkpoint> {
  const state = await readState(folder);
  if (!isDeepStrictEqual([state.spec, state.data], [JSON.parse(JSON.stringify(spec)), data]))
    throw damaged(`${folder} is of a run with other settings or other data`);
  const read = async (name: string, wanted: readonly Trainable[]) =>
    checkWeights(await readSafetensors(path.join(folder, name)), wanted, name);
  const means = ['first', 'second'].flatMap((kind) =>
    parameters.map((one) => ({ ...one, name: `${kind}.${one.name}` })),
  );
  return {
    progress: state.progress,
    weights: await read(weightsFile, parameters),
    optimizer: await read(optimizerFile, means),
    best: state.hasBest ? await read(bestFile, parameters) : null,
  };
}

interface State {
  spec: unknown;
  data: unknown;
  hasBest: boolean;
  progress: TrainingProgress;
}

async function readState(folder: string): Promise<State> {
  const file = path.join(folder, stateFile);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw damaged(`${file} cannot be read`, cause);
  });
  const state = parse(text, file);
  const progress = (state.progress ?? {}) as Partial<TrainingProgress>;
  const { step, tokensSeen, tokensTrained, best, evaluationsWithoutGain, stoppedEarly } = progress;
  const counts = [step, tokensSeen, tokensTrained, evaluationsWithoutGain, best === null ? 0 : best?.step];
  const isWhole =
    state.format === stateFormat &&
    counts.every((one) => Number.isSafeInteger(one)) &&
    typeof stoppedEarly === 'boolean';
  if (!isWhole) throw damaged(`${file} is not the state of a training run`);
  const { spec, data, hasBest } = state;
  return { spec, data, hasBest: hasBest === true, progress: progress as TrainingProgress };
}

function parse(text: string, file: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch (cause) {
    throw damaged(`${file} is not JSON`, cause);
  }
}

/** In the order of `wanted`, whatever the order of the file. */
function checkWeights(weights: readonly NamedWeights[], wanted: readonly Trainable[], file: string): NamedWeights[] {
  const byName = new Map(weights.map((one) => [one.name, one]));
  const ordered = wanted.map(({ name, shape }) => {
    const found = byName.get(name);
    if (found === undefined) throw damaged(`${file} lacks ${name}`);
    if (found.shape.join() !== shape.join())
      throw damaged(`${file} holds ${name} as [${found.shape}] where the model has [${shape}]`);
    return found;
  });
  if (ordered.length !== weights.length)
    throw damaged(`${file} holds ${weights.length} tensors where the run has ${ordered.length}`);
  return ordered;
}

function damaged(message: string, cause?: unknown): AppError {
  return new AppError('invalid_state', message, { fault: 'platform', cause });
}
