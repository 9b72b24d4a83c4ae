import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { ImageClassifierShape } from '../architectures/architecture.ts';
import type { Engine, TensorFlow } from '../engine/engine.ts';
import { softmax } from '../metrics/softmax.ts';
import { checkProcessor, checkSize } from './check-processor.ts';
import type { ImageProcessor, ImageSize } from './image-processor.ts';
import { loadVisionModel, type VisionModel } from './load-vision-model.ts';
import { normalizeImage, type PreprocessedImage, shapeImage } from './preprocess.ts';
import { type RawImage, rgbChannels } from './raw-image.ts';
import { readImageProcessor } from './read-image-processor.ts';

export interface LabelProbability {
  label: string;
  probability: number;
}

export interface ImageClassifier {
  config: ImageClassifierShape;
  labels: readonly string[];
  /** Memory that the weights take. */
  bytes: number;
  /**
   * The `k` likeliest labels per image, best first; equals keep the order of the labels. Blocks the event loop meanwhile.
   *
   * @throws AppError `invalid_file` for an image that is too long and thin for the model.
   */
  topK(images: readonly RawImage[], k: number): LabelProbability[][];
  /**
   * The image as the model takes it, such as to keep many in little memory until their turn.
   *
   * @throws AppError `invalid_file` for an image that is too long and thin for the model.
   */
  shape(image: RawImage): RawImage;
  /** `topK` for images that `shape` made. */
  topKOfShaped(images: readonly RawImage[], k: number): LabelProbability[][];
  /**
   * A second model on the same weights, with an adapter of peft; this one must outlive it.
   *
   * @throws AppError `invalid_file` when a file is missing or damaged, or the adapter is for another base.
   */
  adapt(adapterFolder: string): Promise<ImageClassifier>;
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
  const processor = await readImageProcessor(options.folder);
  const model = await loadVisionModel(options);
  try {
    checkProcessor(processor, model.config);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return openPasses(model, processor);
}

function openPasses(
  { architecture, config, scope, ...model }: VisionModel,
  processor: ImageProcessor,
): ImageClassifier {
  const { tf } = scope;
  const { labels } = config;

  function classify(images: readonly PreprocessedImage[]): LabelProbability[][] {
    const logits = tf.tidy(() => {
      const hidden = architecture.hiddenStates(scope, config, toBatch(tf, images));
      return architecture.classify(scope, config, hidden).dataSync();
    });
    const probabilities = softmax(logits, labels.length);
    return images.map((_, row) => rank(labels, probabilities.subarray(row * labels.length)));
  }

  function topKOf(images: Iterable<RawImage>, k: number): LabelProbability[][] {
    const results: LabelProbability[][] = [];
    let batch: PreprocessedImage[] = [];
    const finish = () => {
      if (batch.length > 0) results.push(...classify(batch).map((ranked) => ranked.slice(0, k)));
      batch = [];
    };
    for (const image of images) {
      const made = normalizeImage(image, processor);
      if (batch.length === batchSize || !batch.every((other) => isSameSize(made, other))) finish();
      batch.push(made);
    }
    finish();
    return results;
  }

  function shape(image: RawImage): RawImage {
    const shaped = shapeImage(image, processor);
    checkSize(shaped, config);
    return shaped;
  }

  return {
    config,
    labels,
    bytes: model.bytes,
    topK: (images, k) => topKOf(shapeEach(images, shape), k),
    shape,
    topKOfShaped: topKOf,
    adapt: async (adapterFolder) => openPasses(await model.adapt(adapterFolder), processor),
    dispose: model.dispose,
  };
}

/** One at a time: the whole ones may be large. */
function* shapeEach(images: readonly RawImage[], shape: (image: RawImage) => RawImage): Iterable<RawImage> {
  for (const image of images) yield shape(image);
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
