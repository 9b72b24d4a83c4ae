import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { type Attribute, type NativeOps, nativeOps } from '../engine/native-ops.ts';
import type { Lstm } from './lstm.ts';

/** TensorFlow's fused `BlockLSTM` and its gradient: one operation for all time steps. */
export function nativeLstm(tf: TensorFlow): Lstm {
  const ops = nativeOps(tf);
  return (input, { kernel, bias }) => {
    const [time, batch] = input.shape;
    const hidden = kernel.shape[1] / 4;
    // [x, cs_prev, h_prev, w, wci, wcf, wco, b]; the three peepholes are unused but must have their shape.
    const zeroState = tf.zeros([batch, hidden]);
    const peephole = tf.zeros([hidden]);
    const flatBias = tf.reshape(bias, [-1]) as Tensor1D;
    const inputs = [input, zeroState, zeroState, kernel, peephole, peephole, peephole, flatBias];
    const all = ops.int64(time);
    const states = ops.run('BlockLSTM', { inputs: [all, ...inputs], outputs: 7, attributes: forwardAttributes(ops) });
    const saved = [...inputs, ...states];
    return {
      output: states[6] as Tensor3D,
      cells: states[1] as Tensor3D,
      saved,
      dispose: () => tf.dispose([zeroState, peephole, flatBias, ...states.slice(0, 6)]),
      backward: (outputGradient, kept = saved) => {
        const noCellGradient = tf.zerosLike(outputGradient);
        const gradients = ops.run('BlockLSTMGrad', {
          inputs: [all, ...kept, noCellGradient, outputGradient],
          outputs: 8,
          attributes: backwardAttributes(ops),
        }) as [Tensor3D, Tensor, Tensor, Tensor2D, Tensor, Tensor, Tensor, Tensor1D];
        const [inputGradient, cell, last, kernelGradient, inPeephole, forgetPeephole, outPeephole, biasGradient] =
          gradients;
        const result = {
          input: inputGradient,
          kernel: kernelGradient,
          bias: tf.reshape(biasGradient, [1, -1]) as Tensor2D,
        };
        tf.dispose([noCellGradient, cell, last, inPeephole, forgetPeephole, outPeephole, biasGradient]);
        return result;
      },
    };
  };
}

/** The default clips the cell at 3 and adds 1 to the forget gate; here the bias itself starts at 1. */
function forwardAttributes(ops: NativeOps): Attribute[] {
  return [ops.float('forget_bias', 0), ops.float('cell_clip', -1), ...backwardAttributes(ops)];
}

function backwardAttributes(ops: NativeOps): Attribute[] {
  return [ops.bool('use_peephole', false), ops.floatType('T')];
}
