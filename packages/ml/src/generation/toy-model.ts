import type { Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { CausalInput, CausalLmShape, CausalOutput } from '../architectures/architecture.ts';
import type { TensorFlow } from '../engine/engine.ts';
import { seededRandom } from '../random/seeded-random.ts';
import type { GenerationModel, GenerationTokenizer } from './generation-model.ts';

export interface ToyModel extends GenerationModel {
  /** Forward passes so far, and the rows and columns of each. */
  passes: { rows: number; time: number }[];
  dispose(): void;
}

const hiddenSize = 16;
const headDim = 8;

/** One attention layer over random embeddings: what it says hangs on every token before. Only for tests. */
export function makeToyModel(tf: TensorFlow, part: Partial<CausalLmShape> = {}): ToyModel {
  const config: CausalLmShape = {
    vocabSize: 40,
    contextLength: 64,
    layers: 1,
    hiddenSize,
    heads: 2,
    kvHeads: 2,
    headDim,
    slidingWindow: null,
    ...part,
  };
  const random = seededRandom(23);
  const table = (rows: number) =>
    tf.tensor2d(
      Float32Array.from({ length: rows * hiddenSize }, () => random() * 2 - 1),
      [rows, hiddenSize],
    );
  const [tokens, places, head] = [table(config.vocabSize), table(config.contextLength), table(config.vocabSize)];
  const passes: ToyModel['passes'] = [];

  function hiddenStates({ ids, positions, mask, cache }: CausalInput): CausalOutput {
    const [rows, time] = ids.shape;
    passes.push({ rows, time });
    const x = tf.add(tf.gather(tokens, ids), tf.gather(places, positions)) as Tensor3D; // [rows, time, hidden]
    const split = tf.transpose(tf.reshape(x, [rows, time, 2, headDim]), [0, 2, 1, 3]) as Tensor4D;
    const grown = cache?.[0] === undefined ? tf.clone(split) : tf.concat([cache[0].key, split], 2);
    const scores = tf.softmax(tf.add(tf.div(tf.matMul(split, grown, false, true), Math.sqrt(headDim)), mask));
    const seen = tf.reshape(tf.transpose(tf.matMul(scores, grown), [0, 2, 1, 3]), [rows, time, hiddenSize]);
    return {
      hidden: tf.add(x, tf.mul(seen, 2)),
      cache: [{ key: grown as Tensor4D, value: tf.clone(grown) as Tensor4D }],
    };
  }

  return {
    config,
    scope: { tf },
    passes,
    forward: (input) => {
      let output: CausalOutput | undefined;
      tf.tidy(() => {
        output = hiddenStates(input);
        return [output.hidden, ...output.cache.flatMap(({ key, value }) => [key, value])];
      });
      return output as CausalOutput;
    },
    logits: (hidden) =>
      tf.tidy(() => {
        const flat = tf.reshape(hidden, [-1, hiddenSize]) as Tensor2D;
        return tf.reshape(tf.matMul(flat, head, false, true), [...hidden.shape.slice(0, -1), config.vocabSize]);
      }),
    dispose: () => tf.dispose([tokens, places, head]),
  };
}

/** Token 0 is `a`, 1 is `b` and so on; the last token ends an answer and has no text. */
export function makeToyTokenizer(): GenerationTokenizer {
  const textOf = (id: number) => (id === 39 ? '' : String.fromCodePoint(97 + id));
  return {
    eosId: 39,
    decode: (ids) => Array.from(ids, textOf).join(''),
    decodeStream: () => ({ push: textOf, end: () => '' }),
  };
}
