import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine/engine.ts';
import { newProgress, planSteps } from '../fitting/training-progress.ts';
import type { ClassificationMetrics } from '../metrics/measure-classification.ts';
import { toTensor } from '../optimizer/adam-slots.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import { type Checkpoint, readCheckpoint, writeModelText } from './checkpoint.ts';
import { type EncodedRows, encodeRows } from './encoded-rows.ts';
import { evaluate } from './evaluate.ts';
import { formatModelCard } from './model-card.ts';
import { openNetwork } from './network.ts';
import { startParameters } from './parameters.ts';
import { batchCount } from './plan-batches.ts';
import { readRows } from './read-rows.ts';
import { runTraining, type TrainingRun } from './run-training.ts';
import { modelFile } from './trained-state.ts';
import type { TrainingEvent } from './training-event.ts';
import { type Vocabulary, VocabularyCount } from './vocabulary.ts';

export interface TrainOptions {
  engine: Engine;
  spec: TextClassifierSpec;
  labels: string[];
  /** JSON Lines of `{"text", "label"}`. */
  trainPath: string;
  validationPath: string;
  /** Ours to write in: `step-<n>` while training, `artifact` at the end. */
  checkpointFolder: string;
  /** A checkpoint that an earlier run of the same spec and data wrote. */
  resume?: { folder: string } | undefined;
  /** Looked at between steps; the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Awaited: training goes on when it is done. */
  onEvent: (event: TrainingEvent) => void | Promise<void>;
}

export interface TrainedTextClassifier {
  /** `model.safetensors`, `vocabulary.json`, `config.json`, `README.md`. */
  artifactFolder: string;
  /** Of the best weights on the validation rows. */
  metrics: ClassificationMetrics & { bestStep: number; steps: number; stoppedEarly: boolean };
  /** Words of all steps, those before a resume included. */
  tokensTrained: number;
}

/**
 * Trains a text classifier from scratch and keeps the weights with the lowest validation loss. The same seed, data and
 * machine give the same weights bit for bit, also when the run was cut off and resumed from any of its checkpoints.
 *
 * @throws AppError `dataset_invalid` for rows that are none; `invalid_state` when the loss is not finite, or the
 * checkpoint is damaged or of another run.
 */
export async function trainTextClassifier(options: TrainOptions): Promise<TrainedTextClassifier> {
  const { engine, labels } = options;
  const { tf } = engine;
  const run = await openRun(options);
  const best = await runTraining(run);
  const { progress } = run;
  const parameters = new Map(best.map((one) => [one.name, toTensor<Tensor2D>(tf, one)]));
  try {
    const rows = run.validationRows;
    const metrics = await evaluate(engine, { network: run.network, parameters, rows, labels, signal: options.signal });
    const artifactFolder = await writeArtifact(run, best, metrics);
    const { bestStep, step: steps, stoppedEarly, tokensSeen } = progress;
    return { artifactFolder, metrics: { ...metrics, bestStep, steps, stoppedEarly }, tokensTrained: tokensSeen };
  } finally {
    tf.dispose([...parameters.values()]);
  }
}

async function writeArtifact(run: TrainingRun, best: NamedWeights[], metrics: ClassificationMetrics): Promise<string> {
  const { spec, labels, vocabulary, progress } = run;
  const folder = path.join(run.checkpointFolder, 'artifact');
  const aside = `${folder}.part`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  await writeSafetensors(path.join(aside, modelFile), best, { metadata: { format: 'pt' } });
  await writeModelText(aside, { spec, labels, vocabulary });
  const counts = { words: vocabulary.size, trainRows: run.trainRows.count, validationRows: run.validationRows.count };
  const card = formatModelCard({ spec, labels, ...counts, bestStep: progress.bestStep, metrics });
  await writeFile(path.join(aside, 'README.md'), card);
  await rm(folder, { recursive: true, force: true });
  await rename(aside, folder);
  return folder;
}

async function openRun(options: TrainOptions): Promise<TrainingRun> {
  const { engine, spec, labels } = options;
  if (labels.length < 2 || new Set(labels).size !== labels.length)
    throw new AppError('dataset_invalid', `a classifier needs two or more different labels, not ${labels.length}`);
  const checkpoint = options.resume && (await readCheckpoint(options.resume.folder));
  const vocabulary = checkpoint?.vocabulary ?? (await learnVocabulary(options));
  const encode = (file: string) => encodeRows(readRows(file, labels), { vocabulary, tokensMax: spec.maxTokens });
  const trainRows = needRows(await encode(options.trainPath), 'training');
  const validationRows = needRows(await encode(options.validationPath), 'validation');
  if (checkpoint !== undefined) checkSameRun(checkpoint, { spec, labels, trainRows: trainRows.count });
  const shape = { spec, words: vocabulary.size, labels: labels.length };
  return {
    engine,
    spec,
    labels,
    vocabulary,
    trainRows,
    validationRows,
    network: openNetwork(engine, shape),
    plan: planSteps({ ...spec, stepsPerEpoch: batchCount(trainRows.count, spec.batchSize) }),
    checkpointFolder: options.checkpointFolder,
    signal: options.signal,
    onEvent: options.onEvent,
    progress: checkpoint?.progress ?? newProgress(),
    start: checkpoint ?? { parameters: startParameters(shape), optimizer: [], best: [] },
  };
}

function checkSameRun(checkpoint: Checkpoint, { spec, labels, trainRows }: RunFacts): void {
  const facts = (run: RunFacts) => JSON.stringify([run.spec, run.labels, run.trainRows]);
  if (facts(checkpoint) === facts({ spec: TextClassifierSpec.parse(spec), labels, trainRows })) return;
  const what = 'the checkpoint is of a run with another spec, other labels or other data';
  throw new AppError('invalid_state', what, { fault: 'platform' });
}

type RunFacts = Pick<Checkpoint, 'spec' | 'labels' | 'trainRows'>;

async function learnVocabulary({ trainPath, labels, spec }: TrainOptions): Promise<Vocabulary> {
  const count = new VocabularyCount();
  for await (const { text } of readRows(trainPath, labels)) count.add(text);
  return count.finish({ sizeMax: spec.vocabularySizeMax, countMin: spec.minWordCount });
}

function needRows(rows: EncodedRows, split: string): EncodedRows {
  if (rows.count === 0) throw new AppError('dataset_invalid', `the ${split} split has no rows`);
  return rows;
}
