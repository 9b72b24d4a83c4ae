import type { CnnLayer } from '@modelmint/domain/cnn-spec';
import type { CnnArtifact } from '../cnn/cnn-artifact.ts';
import { batchNormEpsilon } from '../layers/batch-norm-layer.ts';
import { type LayersModel, LayersModelBuilder, type LayerWeight, zeros } from './layers-model.ts';
import { kernelAndBias, normWeights, openNamedWeights } from './named-weight.ts';

/** From the bytes of images, [batch, height, width, 3] from 0 to 255, to probabilities of the labels. */
export function cnnModel({ spec, labels, normalisation, weights }: CnnArtifact): LayersModel {
  const model = new LayersModelBuilder();
  const weight = openNamedWeights(weights);
  let now = model.input('image', [spec.height, spec.width, spec.channels], 'float32');
  now = model.layer('BatchNormalization', { axis: -1, epsilon: 0 }, standardise(now, normalisation));
  let isImage = true;
  spec.layers.forEach((layer, index) => {
    now = addLayer(model, layer, { name: `layer_${index}`, module: `layers.${index}`, input: now, weight });
    if (layer.kind === 'flatten' || layer.kind === 'global-average-pool') isImage = false;
  });
  if (isImage) now = model.layer('Flatten', {}, { name: 'flat', inputs: [now] });
  now = model.dense('probabilities', now, { ...kernelAndBias(weight, 'head'), activation: 'softmax' });
  return model.finish([now], { task: spec.task, labels });
}

/** (x − mean) / deviation of each channel. */
function standardise(input: string, { mean, deviation }: CnnArtifact['normalisation']) {
  const of = (values: readonly number[]) => ({ shape: [values.length], values: Float32Array.from(values) });
  const weights = {
    gamma: of(mean.map(() => 1)),
    beta: of(mean.map(() => 0)),
    moving_mean: of(mean),
    moving_variance: of(deviation.map((one) => one ** 2)),
  };
  return { name: 'standardised', inputs: [input], weights };
}

interface Place {
  name: string;
  module: string;
  input: string;
  weight: (name: string) => LayerWeight;
}

function addLayer(model: LayersModelBuilder, layer: CnnLayer, { name, module, input, weight }: Place): string {
  const inputs = [input];
  switch (layer.kind) {
    case 'conv': {
      const config = { filters: layer.filters, kernel_size: [3, 3], strides: [1, 1], padding: layer.padding };
      const weights = kernelAndBias(weight, module);
      return model.layer(
        'Conv2D',
        { ...config, ...zeros, activation: 'linear', use_bias: true },
        { name, inputs, weights },
      );
    }
    case 'batch-norm':
      return model.layer(
        'BatchNormalization',
        { axis: -1, epsilon: batchNormEpsilon },
        { name, inputs, weights: normWeights(weight, module) },
      );
    case 'relu':
      return model.layer('Activation', { activation: 'relu' }, { name, inputs });
    case 'max-pool':
      return model.layer(
        'MaxPooling2D',
        { pool_size: [2, 2], strides: [2, 2], padding: 'valid', data_format: 'channels_last' },
        { name, inputs },
      );
    case 'global-average-pool':
      return model.layer('GlobalAveragePooling2D', { data_format: 'channels_last' }, { name, inputs });
    case 'dropout':
      return model.layer('Dropout', { rate: layer.rate }, { name, inputs });
    case 'flatten':
      return model.layer('Flatten', {}, { name, inputs });
    case 'dense':
      return model.dense(name, input, kernelAndBias(weight, module));
  }
}
