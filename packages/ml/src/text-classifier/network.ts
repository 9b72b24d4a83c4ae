import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Engine, TensorFlow } from '../engine/engine.ts';
import type { Lstm, LstmRun } from '../lstm/lstm.ts';
import { openLstm } from '../lstm/open-lstm.ts';
import { seededRandom } from '../random/seeded-random.ts';
import type { Batch } from './make-batch.ts';
import { type Direction, directionsOf, type NetworkShape } from './parameters.ts';
import { type Pooled, poolingWeights, poolTime } from './pool-time.ts';

/** Every parameter is a matrix. */
export type Parameters = ReadonlyMap<string, Tensor2D>;

export interface Pass {
  logits: Tensor2D; // [batch, labels]
  /** The gradient of every parameter, from the loss's for the logits. Once, in the same `tf.tidy`. */
  backward(logitsGradient: Tensor2D): Map<string, Tensor>;
}

const dropoutStream = 3;

/** Dropout of one step, inverted: what is kept is larger by 1 / (1 − p). */
interface Masks {
  words: Tensor3D; // [1, batch, in]
  features: Tensor2D; // [batch, directions · hidden]
}

interface Parts {
  tf: TensorFlow;
  lstm: Lstm;
  shape: NetworkShape;
}

export interface Network {
  shape: NetworkShape;
  /**
   * Call it and `backward` inside one `tf.tidy`. `dropoutStep` names the training step, which seeds its dropout;
   * without it nothing is dropped.
   */
  forward(parameters: Parameters, batch: Batch, dropoutStep?: number): Pass;
}

/**
 * Embedding → LSTM, one or both ways → pooling over time → dropout → dense. Its gradients are written out, so that both
 * engines can use a fused LSTM.
 */
export function openNetwork(engine: Engine, shape: NetworkShape): Network {
  const parts = { tf: engine.tf, lstm: openLstm(engine.tf), shape };
  return {
    shape,
    forward: (parameters, batch, dropoutStep) => {
      const isDropping = dropoutStep !== undefined && shape.spec.dropout > 0;
      const masks = isDropping ? makeMasks(parts, batch.size, dropoutStep) : undefined;
      return runForward(parts, { parameters, batch, masks });
    },
  };
}

interface ForwardInput {
  parameters: Parameters;
  batch: Batch;
  masks: Masks | undefined;
}

function runForward(parts: Parts, { parameters, batch, masks }: ForwardInput): Pass {
  const { tf, lstm, shape } = parts;
  const { spec } = shape;
  const embedding = parameterOf(parameters, 'embedding.weight');
  const counted = poolingWeights(spec.pooling, batch.lengths, batch.time);
  const weights = tf.tensor3d(counted, [batch.time, batch.size, 1]);
  const runs = directionsOf(spec).map((direction) => {
    const ids = tf.tensor2d(batch[direction], [batch.time, batch.size], 'int32');
    const words = tf.gather<Tensor3D>(embedding as never, ids); // [time, batch, in]
    const run = lstm(masks === undefined ? words : tf.mul(words, masks.words), lstmWeights(parameters, direction));
    return { direction, ids, run, pooled: poolTime(tf, run.output, { ...spec, weights }) };
  });
  const values = runs.map(({ pooled }) => pooled.value);
  const all = tf.concat(values, 1) as Tensor2D; // [batch, directions · hidden]
  const features = masks === undefined ? all : (tf.mul(all, masks.features) as Tensor2D);
  const outputWeight = parameterOf(parameters, 'output.weight');
  const logits = tf.add(tf.matMul(features, outputWeight), parameterOf(parameters, 'output.bias')) as Tensor2D;
  const seen = { runs, features, outputWeight, masks };
  return { logits, backward: (logitsGradient) => runBackward(parts, seen, logitsGradient) };
}

interface Seen {
  runs: { direction: Direction; ids: Tensor2D; run: LstmRun; pooled: Pooled }[];
  features: Tensor2D;
  outputWeight: Tensor2D;
  masks: Masks | undefined;
}

function runBackward({ tf, shape }: Parts, seen: Seen, logitsGradient: Tensor2D): Map<string, Tensor> {
  const { runs, features, outputWeight, masks } = seen;
  const { hiddenSize, embeddingSize } = shape.spec;
  const forFeatures = tf.matMul(logitsGradient, outputWeight, false, true);
  const forAll = masks === undefined ? forFeatures : tf.mul(forFeatures, masks.features);
  const gradients = new Map<string, Tensor>([
    ['output.weight', tf.matMul(features, logitsGradient, true, false)],
    ['output.bias', tf.sum(logitsGradient, 0, true)],
  ]);
  const forWords = runs.map(({ direction, run, pooled }, index) => {
    const part = tf.slice(forAll, [0, index * hiddenSize], [-1, hiddenSize]) as Tensor2D;
    const { input, kernel, bias } = run.backward(pooled.backward(part));
    gradients.set(`${direction}.kernel`, kernel).set(`${direction}.bias`, bias);
    return tf.reshape(masks === undefined ? input : tf.mul(input, masks.words), [-1, embeddingSize]);
  });
  const ids = tf.concat(runs.map((one) => tf.reshape(one.ids, [-1]))) as Tensor1D;
  return gradients.set('embedding.weight', tf.unsortedSegmentSum(tf.concat(forWords, 0), ids, shape.words));
}

/** A row loses the same embedding units at all its steps (Gal and Ghahramani 2016), so the mask is small. */
function makeMasks({ tf, shape: { spec } }: Parts, rows: number, step: number): Masks {
  const random = seededRandom(spec.seed, dropoutStream, step);
  const kept = 1 / (1 - spec.dropout);
  const mask = (count: number) => Float32Array.from({ length: count }, () => (random() < spec.dropout ? 0 : kept));
  const width = directionsOf(spec).length * spec.hiddenSize;
  return {
    words: tf.tensor3d(mask(rows * spec.embeddingSize), [1, rows, spec.embeddingSize]),
    features: tf.tensor2d(mask(rows * width), [rows, width]),
  };
}

function lstmWeights(parameters: Parameters, direction: Direction) {
  return {
    kernel: parameterOf(parameters, `${direction}.kernel`),
    bias: parameterOf(parameters, `${direction}.bias`),
  };
}

function parameterOf(parameters: Parameters, name: string): Tensor2D {
  const parameter = parameters.get(name);
  if (parameter === undefined) throw new RangeError(`the model has no parameter ${name}`);
  return parameter;
}
