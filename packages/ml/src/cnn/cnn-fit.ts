import type { CnnSpec } from '@modelmint/domain/cnn-spec';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine/engine.ts';
import type { FitState } from '../fitting/fit-state.ts';
import type { RowPlan } from '../fitting/plan-rows.ts';
import type { Fitted } from '../fitting/run-fit.ts';
import { softmaxLoss } from '../fitting/softmax-loss.ts';
import { measureClassification } from '../metrics/measure-classification.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { predictImages } from './evaluate-images.ts';
import type { ImageRows, Normalisation } from './image-rows.ts';
import { makeImageBatch } from './make-image-batch.ts';
import type { Cnn } from './open-cnn.ts';

const augmentationStream = 3;
const dropoutStream = 4;

export interface CnnFigures {
  /** Share of the held-out images whose likeliest label is right. */
  accuracy: number;
}

export interface CnnRun {
  spec: CnnSpec;
  labels: readonly string[];
  network: Cnn;
  normalisation: Normalisation;
  state: FitState;
  rows: RowPlan;
  train: ImageRows;
  validation: ImageRows;
  signal?: AbortSignal | undefined;
}

/** Steps and evaluations of a convolutional network. */
export function openCnnFit(engine: Engine, run: CnnRun): Fitted<CnnFigures> {
  const { spec, labels, network, normalisation, state, rows, train, validation, signal } = run;
  const { tf } = engine;
  return {
    advance: (step, learningRate) => {
      const random = seededRandom(spec.seed, augmentationStream, step);
      const chosen = rows.rowsOf(step);
      const batch = makeImageBatch(train, chosen, { normalisation, augmentation: { ...spec.augmentation, random } });
      const loss = state.step(
        (statistics) => {
          const training = {
            random: seededRandom(spec.seed, dropoutStream, step),
            update: (name: string, value: Tensor) => void statistics.set(name, value),
          };
          const images = tf.tensor4d(batch.pixels, [batch.size, spec.height, spec.width, spec.channels]);
          const pass = network.forward({ engine, parameter: state.parameter, training }, images);
          const options = { classes: labels.length, labelSmoothing: spec.labelSmoothing };
          const result = softmaxLoss(pass.logits.dataSync(), batch.labels, options);
          const gradient = tf.tensor2d(result.gradient, pass.logits.shape) as Tensor2D;
          return { loss: result.loss, gradients: pass.backward(gradient) };
        },
        { ...spec, step, learningRate },
      );
      return { loss, rows: batch.size };
    },
    measure: async () => {
      const { parameter } = state;
      const options = { network, labels: labels.length, normalisation, parameter, rows: validation, signal };
      const probabilities = await predictImages(engine, options);
      const { loss, accuracy } = measureClassification(labels, validation.labels, probabilities);
      return { loss, figures: { accuracy } };
    },
    readWeights: state.readWeights,
    optimizerToWrite: state.optimizerToWrite,
  };
}
