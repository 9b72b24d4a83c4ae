import type { LanguageModelSpec } from '@modelmint/domain/language-model-spec';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ParameterLayout } from '../architectures/architecture.ts';
import type { TensorFlow } from '../engine/engine.ts';
import { drawNormal } from '../random/draw-normal.ts';
import { seededRandom } from '../random/seeded-random.ts';

const startStream = 31;

type Start = Pick<LanguageModelSpec, 'kind' | 'layers' | 'hiddenSize' | 'seed'>;

/** Where training starts, on the engine; a tied head is the embedding's tensor. The caller owns them. */
export function startWeights(
  tf: TensorFlow,
  parameters: readonly ParameterLayout[],
  start: Start,
): Map<string, Tensor> {
  const weights = new Map<string, Tensor>();
  parameters.forEach((layout, index) => {
    const { shape, tiedTo } = layout;
    const tied = tiedTo === undefined ? undefined : weights.get(tiedTo);
    const fill = start.kind === 'lstm' ? fillLstm : fillLlama;
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    if (tied === undefined) fill(values, layout, { ...start, random: seededRandom(start.seed, startStream, index) });
    weights.set(layout.name, tied ?? tf.tensor(values, [...shape], 'float32'));
  });
  return weights;
}

type Fill = (values: Float32Array, layout: ParameterLayout, start: Start & { random: () => number }) => void;

/**
 * Uniform, so that signals keep their size: kernels with the variance 2 / fan-in, as a gate halves what it lets through (He
 * et al. 2015), an own head with 1 / fan-in, the embedding in ±1. Biases are 0 but 1 for the forget gates, so that memory
 * lasts at first (Jozefowicz et al. 2015). With ±0.1 and Glorot's kernels two layers never learned more than frequencies.
 */
const fillLstm: Fill = (values, { name, shape: [rows = 1, columns] }, { hiddenSize, random }) => {
  if (columns === undefined) {
    values.fill(1, 2 * hiddenSize, 3 * hiddenSize);
    return;
  }
  const isHead = name.startsWith('lm_head');
  const limit = name.includes('embed') ? 1 : isHead ? Math.sqrt(3 / columns) : Math.sqrt(6 / rows);
  for (let i = 0; i < values.length; i++) values[i] = (2 * random() - 1) * limit;
};

/**
 * Normal with √(2 / (5 · width)) (Nguyen and Salazar 2019), as the 0.02 of large models is too little for narrow ones to find what
 * to attend to; what is added to the stream of a block is smaller by √(2 · layers) (Radford et al. 2019).
 */
const fillLlama: Fill = (values, { name, shape }, { layers, hiddenSize, random }) => {
  const deviation = Math.sqrt(2 / (5 * hiddenSize));
  const isAdded = /\.(o_proj|down_proj)\./.test(name);
  if (shape.length === 1) values.fill(1);
  else drawNormal(random, values, isAdded ? deviation / Math.sqrt(2 * layers) : deviation);
};
