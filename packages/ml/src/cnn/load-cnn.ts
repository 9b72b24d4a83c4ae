import type { Engine } from '../engine/engine.ts';
import { openWeights } from '../fitting/fit-state.ts';
import { readCnnArtifact } from './cnn-artifact.ts';
import { predictImages } from './evaluate-images.ts';
import type { ImageRows } from './image-rows.ts';

export interface LoadedCnn {
  labels: readonly string[];
  height: number;
  width: number;
  /** Probabilities per image, [images, labels]. The images must have the network's size. */
  predict(images: ImageRows): Promise<Float64Array>;
  /** Memory that the weights take. */
  bytes: number;
  dispose(): void;
}

/**
 * Loads what `trainCnn` wrote as its artifact.
 *
 * @throws AppError `invalid_state` when a file is missing, cut off, of another program, or does not fit the others.
 */
export async function loadCnn({ engine, folder }: { engine: Engine; folder: string }): Promise<LoadedCnn> {
  const { spec, labels, normalisation, network, weights } = await readCnnArtifact(folder);
  const { parameter, dispose } = openWeights(engine.tf, weights);
  return {
    labels,
    height: spec.height,
    width: spec.width,
    predict: (rows) => predictImages(engine, { network, labels: labels.length, normalisation, parameter, rows }),
    bytes: weights.reduce((sum, { values }) => sum + values.byteLength, 0),
    dispose,
  };
}
