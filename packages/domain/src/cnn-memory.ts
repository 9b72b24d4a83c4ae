import type { CnnLayer, CnnSpec } from './cnn-spec.ts';
import { AppError } from './errors.ts';

/** Bytes at the peak of a step, by what they hold. */
export interface CnnTrainingBytes {
  /** Weights, gradients, optimizer and the best weights so far. */
  parameters: number;
  /** What the layers keep of a batch for its gradient. */
  activations: number;
  total: number;
}

type Network = Pick<CnnSpec, 'height' | 'width' | 'channels' | 'layers' | 'batchSize'>;

const float = 4;
/** How often a parameter stands in memory: itself, its gradient, two means, their workings, and the copies of a checkpoint. */
const parameterCopies = 14;
/** How often a layer's output stands in memory until the end of a step: what it computes on its way, and its gradient. */
const outputCopies: Record<CnnLayer['kind'], number> = {
  conv: 3,
  'batch-norm': 3,
  relu: 2,
  'max-pool': 2,
  'global-average-pool': 2,
  dropout: 4,
  flatten: 0,
  dense: 3,
};

/**
 * The memory that a step of a network takes, without the images themselves, counted from what the layers keep on the native
 * engine, whose peaks lie between two thirds and 1.1 of it. Batch norm on wasm keeps twice as much.
 */
export function cnnTrainingBytes(spec: Network, labels: number): CnnTrainingBytes {
  let [height, width, depth] = [spec.height, spec.width, spec.channels as number];
  let values = height * width * depth;
  let parameters = 0;
  for (const layer of spec.layers) {
    switch (layer.kind) {
      case 'conv':
        if (layer.padding === 'valid') [height, width] = [height - 2, width - 2];
        parameters += 9 * depth * layer.filters + layer.filters;
        depth = layer.filters;
        break;
      case 'max-pool':
        [height, width] = [Math.floor(height / 2), Math.floor(width / 2)];
        break;
      case 'global-average-pool':
        [height, width] = [1, 1];
        break;
      case 'flatten':
        [height, width, depth] = [1, 1, height * width * depth];
        break;
      case 'dense':
        parameters += depth * layer.units + layer.units;
        depth = layer.units;
        break;
      case 'batch-norm':
        parameters += 4 * depth;
        break;
    }
    values += height * width * depth * outputCopies[layer.kind];
  }
  parameters += height * width * depth * labels + labels;
  const bytes = { parameters: parameters * parameterCopies * float, activations: values * spec.batchSize * float };
  return { ...bytes, total: bytes.parameters + bytes.activations };
}

/** @throws AppError `invalid_value` with the numbers and what to do, when a step would not fit. */
export function checkCnnMemory(spec: Network, { labels, bytesMax }: { labels: number; bytesMax: number }): void {
  const { total, parameters, activations } = cnnTrainingBytes(spec, labels);
  if (total <= bytesMax) return;
  throw new AppError(
    'invalid_value',
    `A training step would take ${gigabytes(total)} of memory and may take ${gigabytes(bytesMax)}: ${gigabytes(activations)} for ${spec.batchSize} images of ${spec.height}×${spec.width} pixels, ${gigabytes(parameters)} for the weights. ` +
      `Try to lower batch_size (${spec.batchSize}) or image_size.`,
    { param: 'method.supervised.hyperparameters.batch_size' },
  );
}

const gigabytes = (bytes: number) => (bytes < 1e8 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`);
