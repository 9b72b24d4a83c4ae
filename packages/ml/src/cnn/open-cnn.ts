import type { CnnLayer, CnnSpec } from '@modelmint/domain/cnn-spec';
import { AppError } from '@modelmint/domain/errors';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { batchNormLayer } from '../layers/batch-norm-layer.ts';
import { convLayer } from '../layers/conv-layer.ts';
import { denseLayer } from '../layers/dense-layer.ts';
import type { Layer, LayerRun, ParameterShape, PassContext } from '../layers/layer.ts';
import { dropoutLayer, flattenLayer, globalAveragePoolLayer, maxPoolLayer, reluLayer } from '../layers/plain-layers.ts';

export interface Cnn {
  parameters: readonly ParameterShape[];
  /** Call it and `backward` inside one `tf.tidy`. [batch, height, width, channels] → [batch, labels] */
  forward(
    context: PassContext,
    images: Tensor4D,
  ): { logits: Tensor2D; backward(gradient: Tensor2D): Map<string, Tensor> };
}

/**
 * The network of a spec with one output for each label.
 *
 * @throws AppError `invalid_value` when a layer does not fit what stands before it.
 */
export function openCnn(spec: Pick<CnnSpec, 'height' | 'width' | 'channels' | 'layers'>, labels: number): Cnn {
  const layers: Layer[] = [];
  let shape: readonly number[] = [spec.height, spec.width, spec.channels];
  const add = (layer: Layer) => {
    layers.push(layer);
    shape = layer.outputShape;
  };
  spec.layers.forEach((layer, index) => {
    add(makeLayer(layer, shape, index));
  });
  if (shape.length !== 1) add(flattenLayer(shape));
  add(denseLayer('head', shape[0] ?? 1, labels));
  return {
    parameters: layers.flatMap(({ parameters }) => parameters),
    forward: (context, images) => {
      const runs: LayerRun[] = [];
      let now: Tensor = images;
      for (const layer of layers) {
        const run = layer.run(context, now);
        runs.push(run);
        now = run.output;
      }
      return { logits: now as Tensor2D, backward: (gradient) => runBackward(runs, gradient) };
    },
  };
}

function runBackward([first, ...others]: readonly LayerRun[], gradient: Tensor): Map<string, Tensor> {
  const gradients = new Map<string, Tensor>();
  const put = (name: string, one: Tensor) => void gradients.set(name, one);
  let now = gradient;
  for (const run of others.toReversed()) now = run.backward(now, put);
  if (first?.backwardParameters !== undefined) first.backwardParameters(now, put);
  else first?.backward(now, put);
  return gradients;
}

function makeLayer(layer: CnnLayer, shape: readonly number[], index: number): Layer {
  const name = `layers.${index}`;
  switch (layer.kind) {
    case 'conv':
      return convLayer(name, imageShape(shape, layer, index), layer);
    case 'max-pool':
      return maxPoolLayer(imageShape(shape, layer, index));
    case 'global-average-pool':
      return globalAveragePoolLayer(imageShape(shape, layer, index));
    case 'batch-norm':
      return batchNormLayer(name, shape);
    case 'relu':
      return reluLayer(shape);
    case 'dropout':
      return dropoutLayer(shape, layer.rate);
    case 'flatten':
      return flattenLayer(shape);
    case 'dense':
      if (shape.length !== 1) throw misplaced(layer, index, `its input is [${shape}]: put a flatten layer before it`);
      return denseLayer(name, shape[0] ?? 1, layer.units);
  }
}

function imageShape(shape: readonly number[], layer: CnnLayer, index: number): [number, number, number] {
  const [height, width, channels] = shape;
  if (height === undefined || width === undefined || channels === undefined)
    throw misplaced(layer, index, `its input is [${shape}], no image any more`);
  const needed = layer.kind === 'conv' && layer.padding === 'valid' ? 3 : layer.kind === 'max-pool' ? 2 : 1;
  if (Math.min(height, width) < needed)
    throw misplaced(
      layer,
      index,
      `its input is ${height}×${width} pixels: use larger images or fewer layers before it`,
    );
  return [height, width, channels];
}

function misplaced({ kind }: CnnLayer, index: number, why: string): AppError {
  return new AppError('invalid_value', `Layer ${index + 1} (${kind}) does not fit: ${why}.`, {
    param: `layers[${index}]`,
  });
}
