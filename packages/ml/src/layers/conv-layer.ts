import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { asImages, kernelOf, type Layer, type PutGradient } from './layer.ts';

const size = 3;

/** 3×3 convolution with a bias. [batch, height, width, in] → [batch, height', width', filters] */
export function convLayer(
  name: string,
  [height, width, channels]: readonly [number, number, number],
  { filters, padding }: { filters: number; padding: 'same' | 'valid' },
): Layer {
  const lost = padding === 'same' ? 0 : size - 1;
  const fanIn = size * size * channels;
  const [weight, bias] = [`${name}.weight`, `${name}.bias`];
  return {
    parameters: [
      { name: weight, shape: [size, size, channels, filters], start: 'he', fanIn, isTrained: true },
      { name: bias, shape: [filters], start: 'zeros', fanIn, isTrained: true },
    ],
    outputShape: [height - lost, width - lost, filters],
    run: ({ engine, parameter }, input) => {
      const { tf } = engine;
      const filter = parameter(weight) as Tensor4D;
      const sum = tf.conv2d(asImages(input), filter, 1, padding);
      const kernel = kernelOf(engine);
      const attributes = { strides: [1, 1], pad: padding, dataFormat: 'NHWC', dimRoundingMode: undefined };
      const backwardParameters = (gradient: Tensor, put: PutGradient) => {
        const inputs = { x: input, dy: gradient };
        put(weight, kernel(tf.Conv2DBackpropFilter, inputs, { ...attributes, filterShape: filter.shape }));
        put(bias, tf.sum(gradient, [0, 1, 2]));
      };
      return {
        output: tf.add(sum, parameter(bias)),
        backwardParameters,
        backward: (gradient, put) => {
          backwardParameters(gradient, put);
          const back = { dy: gradient, filter };
          return kernel(tf.Conv2DBackpropInput, back, { ...attributes, inputShape: input.shape });
        },
      };
    },
  };
}
