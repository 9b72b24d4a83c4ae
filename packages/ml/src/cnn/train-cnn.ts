import path from 'node:path';
import type { CnnSpec } from '@modelmint/domain/cnn-spec';
import { AppError } from '@modelmint/domain/errors';
import type { Engine } from '../engine/engine.ts';
import { digestRun } from '../fitting/digest-run.ts';
import { readFitCheckpoint } from '../fitting/fit-checkpoint.ts';
import type { FitEvent } from '../fitting/fit-event.ts';
import { openFitState, openWeights } from '../fitting/fit-state.ts';
import { planRows } from '../fitting/plan-rows.ts';
import { runFit } from '../fitting/run-fit.ts';
import { newProgress, planSteps } from '../fitting/training-progress.ts';
import { startParameters } from '../layers/start-parameters.ts';
import { type ClassificationMetrics, measureClassification } from '../metrics/measure-classification.ts';
import { writeCnnArtifact } from './cnn-artifact.ts';
import { type CnnFigures, openCnnFit } from './cnn-fit.ts';
import { predictImages } from './evaluate-images.ts';
import { type ImageRows, measureNormalisation } from './image-rows.ts';
import { openCnn } from './open-cnn.ts';

export interface TrainCnnOptions {
  engine: Engine;
  spec: CnnSpec;
  labels: string[];
  trainRows: ImageRows;
  validationRows: ImageRows;
  /** Ours to write in: `step-<n>` while training, `artifact` at the end. */
  checkpointFolder: string;
  /** A checkpoint that an earlier run of the same spec and data wrote. */
  resume?: { folder: string } | undefined;
  /** Looked at between steps; the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
  /** Awaited: training goes on when it is done. Its tokens are images. */
  onEvent: (event: FitEvent<CnnFigures>) => void | Promise<void>;
}

export interface TrainedCnn {
  /** `model.safetensors`, `config.json`. */
  artifactFolder: string;
  /** Of the best weights on the validation images. */
  metrics: ClassificationMetrics & { bestStep: number; steps: number; stoppedEarly: boolean };
}

/**
 * Trains an image classifier from scratch and keeps the weights with the lowest validation loss. The same seed, data and
 * machine give the same weights bit for bit, also when the run was cut off and resumed from any of its checkpoints.
 *
 * @throws AppError `dataset_invalid` for images that are none or of another size; `invalid_value` for layers that do not
 * fit; `invalid_state` when the loss is not finite, or the checkpoint is damaged or of another run.
 */
export async function trainCnn(options: TrainCnnOptions): Promise<TrainedCnn> {
  const { engine, spec, labels, trainRows: train, validationRows: validation, checkpointFolder, signal } = options;
  checkData(options);
  const network = openCnn(spec, labels.length);
  const runDigest = digestRun([spec, labels], [train.pixels, train.labels, validation.pixels, validation.labels]);
  const checkpoint = options.resume && (await readFitCheckpoint(options.resume.folder, runDigest, network.parameters));
  const rows = planRows(train.count, spec);
  const normalisation = measureNormalisation(train);
  const progress = checkpoint?.progress ?? newProgress();
  const start = checkpoint ?? { weights: startParameters(network.parameters, spec.seed), best: [] };
  const state = openFitState(engine.tf, network.parameters, start);
  let best = start.best;
  try {
    best = await runFit({
      model: openCnnFit(engine, { spec, labels, network, normalisation, state, rows, train, validation, signal }),
      settings: spec,
      plan: planSteps({ ...spec, stepsPerEpoch: rows.stepsPerEpoch }),
      progress,
      best: start.best,
      runDigest,
      checkpointFolder,
      signal,
      onEvent: options.onEvent,
    });
  } finally {
    state.dispose();
  }
  const { parameter, dispose } = openWeights(engine.tf, best);
  try {
    const asked = { network, labels: labels.length, normalisation, parameter, rows: validation, signal };
    const metrics = measureClassification(labels, validation.labels, await predictImages(engine, asked));
    const folder = path.join(checkpointFolder, 'artifact');
    const artifactFolder = await writeCnnArtifact(folder, { spec, labels, normalisation }, best);
    const { bestStep, step: steps, stoppedEarly } = progress;
    return { artifactFolder, metrics: { ...metrics, bestStep, steps, stoppedEarly } };
  } finally {
    dispose();
  }
}

function checkData({ spec, labels, trainRows, validationRows }: TrainCnnOptions): void {
  if (labels.length < 2 || new Set(labels).size !== labels.length)
    throw new AppError('dataset_invalid', `a classifier needs two or more different labels, not ${labels.length}`);
  for (const [split, rows] of Object.entries({ training: trainRows, validation: validationRows })) {
    const { height, width, channels } = spec;
    if (rows.count === 0) throw new AppError('dataset_invalid', `the ${split} split has no images`);
    if (rows.height !== height || rows.width !== width || rows.channels !== channels)
      throw new AppError(
        'dataset_invalid',
        `the ${split} images are ${rows.height}×${rows.width}×${rows.channels}, the network reads ${height}×${width}×${channels}`,
      );
    const unknown = rows.labels.findIndex((label) => label < 0 || label >= labels.length);
    if (unknown >= 0)
      throw new AppError(
        'dataset_invalid',
        `${split} image ${unknown + 1} has the label ${rows.labels[unknown]}, which is none`,
      );
  }
}
