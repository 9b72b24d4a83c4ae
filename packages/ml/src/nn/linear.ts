import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { floatProduct, type Product } from './half-product.ts';
import type { LoraPair } from './scope.ts';
import { withGradient } from './with-gradient.ts';

export interface LinearWeights {
  weight: Tensor2D; // [out, in], or [in, out] when `isTransposed`
  bias?: Tensor | undefined; // [out]
  isTransposed: boolean;
  /** Default: float32. */
  product?: Product | undefined;
  lora?: (LoraPair & { dropout?: ((x: Tensor2D) => Tensor2D) | undefined }) | undefined;
}

/**
 * x · Wᵀ + bias + scale · (x · Aᵀ) · Bᵀ, each part one product over all rows; W + BA is never made.
 *
 * @param x [..., in]
 * @returns [..., out]
 */
export function linear(tf: TensorFlow, x: Tensor, weights: LinearWeights): Tensor {
  const { weight, bias, isTransposed, lora, product = floatProduct(tf) } = weights;
  const [outSize, inSize] = isTransposed ? [weight.shape[1], weight.shape[0]] : weight.shape;
  const rows = x.shape.length === 2 ? (x as Tensor2D) : (tf.reshape(x, [-1, inSize]) as Tensor2D); // [rows, in]
  let y = product(rows, weight, isTransposed); // [rows, out]
  if (bias !== undefined) y = tf.add(y, bias);
  if (lora !== undefined) y = tf.add(y, lowRank(tf, lora.dropout?.(rows) ?? rows, lora));
  return x.shape.length === 2 ? y : tf.reshape(y, [...x.shape.slice(0, -1), outSize]);
}

function lowRank(tf: TensorFlow, x: Tensor2D, { a, b, scale }: LoraPair): Tensor2D {
  return withGradient<Tensor2D>(tf, {
    inputs: [x, a, b],
    forward: () => {
      const narrow = scaled(tf, tf.matMul(x, a, false, true), scale); // [rows, rank]
      return { value: tf.matMul(narrow, b, false, true), saved: [x, a, b, narrow] }; // [rows, out]
    },
    backward: (dy, saved) => {
      const [x, a, b, narrow] = saved as [Tensor2D, Tensor2D, Tensor2D, Tensor2D];
      const forNarrow = tf.tidy(() => scaled(tf, tf.matMul(dy, b), scale)); // [rows, rank]
      return [
        () => tf.matMul(forNarrow, a), // [rows, in]
        () => tf.matMul(forNarrow, x, true), // [rank, in]
        () => tf.matMul(dy, narrow, true), // [out, rank]
      ];
    },
  });
}

/** PEFT's defaults make it 1. */
function scaled(tf: TensorFlow, x: Tensor2D, scale: number): Tensor2D {
  return scale === 1 ? x : tf.mul(x, scale);
}
