import { AppError } from '@modelmint/domain/errors';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { ImageClassifierShape } from '../architectures/architecture.ts';
import type { Engine, TensorFlow } from '../engine/engine.ts';
import { softmax } from '../metrics/softmax.ts';
import type { ImageProcessor, ImageSize } from './image-processor.ts';
import { loadVisionModel } from './load-vision-model.ts';
import { type PreprocessedImage, preprocess } from './preprocess.ts';
import { type RawImage, rgbChannels } from './raw-image.ts';
import { imageProcessorFile, readImageProcessor } from './read-image-processor.ts';

export interface LabelProbability {
  label: string;
  probability: number;
}

export interface ImageClassifier {
  labels: readonly string[];
  /** Memory that the weights take. */
  bytes: number;
  /**
   * The `k` likeliest labels per image, best first; equals keep the order of the labels. Blocks the event loop meanwhile.
   *
   * @throws AppError `invalid_file` for an image that is too long and thin for the model.
   */
  topK(images: readonly RawImage[], k: number): LabelProbability[][];
  dispose(): void;
}

/** Images of one pass; more take turns, so that memory stays flat. */
const batchSize = 8;

/**
 * Loads a ViT or ResNet with its image processor from a folder in the hub's layout. Images come from `decodeImage`.
 *
 * @throws AppError `invalid_file` when a file is missing or damaged, the model is none of these, its processor does not make
 * what it takes, or the adapter is for another base.
 */
export async function loadImageClassifier(options: {
  engine: Engine;
  folder: string;
  adapterFolder?: string;
}): Promise<ImageClassifier> {
  const { tf } = options.engine;
  const processor = await readImageProcessor(options.folder);
  const { architecture, config, scope, bytes, dispose } = await loadVisionModel(options);
  const { labels } = config;
  try {
    checkProcessor(processor, config);
  } catch (error) {
    dispose();
    throw error;
  }

  function classify(images: readonly PreprocessedImage[]): LabelProbability[][] {
    const logits = tf.tidy(() => {
      const hidden = architecture.hiddenStates(scope, config, toBatch(tf, images));
      return architecture.classify(scope, config, hidden).dataSync();
    });
    const probabilities = softmax(logits, labels.length);
    return images.map((_, row) => rank(labels, probabilities.subarray(row * labels.length)));
  }

  return {
    labels,
    bytes,
    topK: (images, k) => {
      const results: LabelProbability[][] = [];
      let batch: PreprocessedImage[] = [];
      const finish = () => {
        if (batch.length > 0) results.push(...classify(batch).map((ranked) => ranked.slice(0, k)));
        batch = [];
      };
      for (const image of images) {
        const made = preprocess(image, processor);
        checkSize(made, config);
        if (batch.length === batchSize || !batch.every((other) => isSameSize(made, other))) finish();
        batch.push(made);
      }
      finish();
      return results;
    },
    dispose,
  };
}

function checkProcessor({ crop, resize }: ImageProcessor, config: ImageClassifierShape): void {
  if (config.channels !== rgbChannels)
    throw new AppError('invalid_file', `config.json: num_channels must be ${rgbChannels}; found ${config.channels}`);
  const size = crop ?? resize?.to;
  if (size !== undefined && 'width' in size) checkSize(size, config);
}

/** A model with learned positions takes images of one size. */
function checkSize({ width, height }: ImageSize, { imageSize: size }: ImageClassifierShape): void {
  if (size === null || (width === size && height === size)) return;
  throw new AppError(
    'invalid_file',
    `The model takes images of ${size} × ${size}; ${imageProcessorFile} makes ${width} × ${height}`,
  );
}

function isSameSize(a: ImageSize, b: ImageSize): boolean {
  return a.width === b.width && a.height === b.height;
}

/** [batch, height, width, 3] */
function toBatch(tf: TensorFlow, images: readonly PreprocessedImage[]): Tensor4D {
  const { width = 0, height = 0 } = images[0] ?? {};
  const values = new Float32Array(images.length * height * width * rgbChannels);
  images.forEach((image, row) => {
    values.set(image.values, row * height * width * rgbChannels);
  });
  return tf.tensor4d(values, [images.length, height, width, rgbChannels]);
}

/** Best first; equals keep the order of the labels. */
function rank(labels: readonly string[], probabilities: Float64Array): LabelProbability[] {
  const all = labels.map((label, index) => ({ label, probability: probabilities[index] ?? Number.NaN }));
  return all.sort((a, b) => b.probability - a.probability);
}
