import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { EncoderInput } from '../architectures/architecture.ts';
import type { TensorFlow } from '../engine/engine.ts';
import type { EncoderText } from './encoder-text.ts';

/** Pads texts on the right to the longest of them. [texts, longest] each */
export function textBatch(tf: TensorFlow, texts: readonly EncoderText[], padId: number): EncoderInput {
  const time = Math.max(...texts.map(({ ids }) => ids.length));
  const lay = (fill: number, read: (text: EncoderText, column: number) => number): Tensor2D => {
    const values = new Int32Array(texts.length * time).fill(fill);
    texts.forEach((text, row) => {
      for (let column = 0; column < text.ids.length; column++) values[row * time + column] = read(text, column);
    });
    return tf.tensor2d(values, [texts.length, time], 'int32');
  };
  const input = { ids: lay(padId, ({ ids }, column) => ids[column] ?? padId), attentionMask: lay(0, () => 1) };
  if (texts.every(({ tokenTypes }) => tokenTypes === undefined)) return input;
  return { ...input, tokenTypes: lay(0, ({ tokenTypes }, column) => tokenTypes?.[column] ?? 0) };
}
