import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine/engine.ts';
import { breathe } from '../fitting/breathe.ts';
import { softmax } from '../metrics/softmax.ts';
import type { ImageRows, Normalisation } from './image-rows.ts';
import { makeImageBatch } from './make-image-batch.ts';
import type { Cnn } from './open-cnn.ts';

const batchSize = 128;

export interface PredictImagesOptions {
  network: Cnn;
  labels: number;
  normalisation: Normalisation;
  parameter: (name: string) => Tensor;
  rows: ImageRows;
  signal?: AbortSignal | undefined;
}

/** Probabilities per image, [rows, labels]. */
export async function predictImages(engine: Engine, options: PredictImagesOptions): Promise<Float64Array> {
  const { tf } = engine;
  const { network, labels, normalisation, parameter, rows, signal } = options;
  const probabilities = new Float64Array(rows.count * labels);
  for (let start = 0; start < rows.count; start += batchSize) {
    await breathe();
    signal?.throwIfAborted();
    const chosen = Int32Array.from({ length: Math.min(batchSize, rows.count - start) }, (_, i) => start + i);
    const batch = makeImageBatch(rows, chosen, { normalisation });
    const logits = tf.tidy(() => {
      const images = tf.tensor4d(batch.pixels, [batch.size, rows.height, rows.width, rows.channels]);
      return network.forward({ engine, parameter, training: undefined }, images).logits;
    });
    probabilities.set(softmax(logits.dataSync(), labels), start * labels);
    logits.dispose();
  }
  return probabilities;
}
