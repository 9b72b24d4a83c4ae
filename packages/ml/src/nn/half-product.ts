import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { type Handle, type NativeOps, nativeOps } from '../engine/native-ops.ts';
import { withGradient } from './with-gradient.ts';

/** x · Wᵀ, or x · W of a weight that is stored [in, out]. */
export type Product = (x: Tensor2D, weight: Tensor2D, isTransposed: boolean) => Tensor2D;

export const floatProduct =
  (tf: TensorFlow): Product =>
  (x, weight, isTransposed) =>
    tf.matMul(x, weight, false, !isTransposed);

/** Where bfloat16 gains: it reads half as many bytes of a weight, which is what few rows wait for. */
const fewRows = 32;

export interface HalfProducts {
  product: Product;
  /** Of the copies of weights. */
  bytes: number;
  dispose(): void;
}

/**
 * Products in bfloat16, summed in float32 by TensorFlow's `MatMul`; inputs and outputs stay float32, and so do the weights,
 * which training goes on changing: a weight's own gradient is computed in float32. For TensorFlow only.
 *
 * @param frozen are cast once and kept beside themselves; others are cast at each product
 * @param scope `few-rows`: products of more than 32 rows, such as prompts have, stay float32
 */
export function openHalfProducts(
  tf: TensorFlow,
  frozen: readonly Tensor[],
  scope: 'all' | 'few-rows' = 'all',
): HalfProducts {
  const ops = nativeOps(tf);
  const plain = floatProduct(tf);
  const once = new Map(frozen.map((weight) => [weight.dataId, weight])); // a tied one comes twice
  const kept = new Map([...once].map(([id, weight]) => [id, toHalf(ops, weight)]));
  const multiply = (x: Tensor2D, weight: Tensor2D, isTransposed: boolean): Tensor2D => {
    const known = kept.get(weight.dataId);
    const half = known ?? toHalf(ops, weight);
    const rows = toHalf(ops, x);
    const product = multiplyHalf(ops, rows, half, isTransposed);
    ops.free([rows, ...(known === undefined ? [half] : [])]);
    return product;
  };
  return {
    product: (x, weight, isTransposed) => {
      if (scope === 'few-rows' && x.shape[0] > fewRows) return plain(x, weight, isTransposed);
      return withGradient<Tensor2D>(tf, {
        inputs: [x, weight],
        forward: () => ({ value: multiply(x, weight, isTransposed), saved: [x, weight] }),
        backward: (dy, saved) => {
          const [x, weight] = saved as [Tensor2D, Tensor2D];
          return [
            () => multiply(dy, weight, !isTransposed),
            () => (isTransposed ? tf.matMul(x, dy, true) : tf.matMul(dy, x, true)),
          ];
        },
      });
    },
    bytes: [...once.values()].reduce((sum, { size }) => sum + 2 * size, 0),
    dispose: () => {
      ops.free([...kept.values()]);
      kept.clear();
    },
  };
}

function toHalf(ops: NativeOps, tensor: Tensor): Handle {
  const attributes = [ops.floatType('SrcT'), ops.halfType('DstT')];
  return ops.runBare('Cast', { inputs: [tensor], outputs: 1, attributes })[0] as Handle;
}

function multiplyHalf(ops: NativeOps, rows: Handle, weight: Handle, isTransposed: boolean): Tensor2D {
  const attributes = [ops.halfType('T'), ops.bool('transpose_a', false), ops.bool('transpose_b', !isTransposed)];
  const found = ops.runBare('MatMul', { inputs: [rows, weight], outputs: 1, attributes });
  const back = [ops.halfType('SrcT'), ops.floatType('DstT')];
  const [product] = ops.run('Cast', { inputs: found, outputs: 1, attributes: back });
  ops.free(found);
  return product as Tensor2D;
}
