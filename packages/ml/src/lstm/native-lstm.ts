import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { type Attribute, type NativeOps, nativeOps } from '../engine/native-ops.ts';
import type { Lstm, LstmGradients } from './lstm.ts';
import { isFasterByStep, stepBack } from './step-back.ts';

/** TensorFlow's fused `BlockLSTM`: one operation for all time steps. Its gradient is one too, or one for each step. */
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
      backward: (outputGradient, kept = saved) =>
        tf.tidy(() => (isFasterByStep(kernel) ? stepped : fused)(tf, kept, outputGradient) as never) as LstmGradients,
    };
  };
}

function fused(tf: TensorFlow, saved: readonly Tensor[], outputGradient: Tensor3D): LstmGradients {
  const ops = nativeOps(tf);
  const gradients = ops.run('BlockLSTMGrad', {
    inputs: [ops.int64(outputGradient.shape[0]), ...saved, tf.zerosLike(outputGradient), outputGradient],
    outputs: 8,
    attributes: backwardAttributes(ops),
  });
  const [input, , , kernel] = gradients as [Tensor3D, Tensor, Tensor, Tensor2D];
  return { input, kernel, bias: tf.reshape(gradients[7] as Tensor1D, [1, -1]) };
}

function stepped(tf: TensorFlow, saved: readonly Tensor[], outputGradient: Tensor3D): LstmGradients {
  const [input, zeroState, , kernel, peephole, , , bias, ...states] = saved;
  const pass = { input, zeroState, kernel, peephole, bias, states } as Parameters<typeof stepBack>[1];
  return stepBack(tf, pass, outputGradient);
}

/** The default clips the cell at 3 and adds 1 to the forget gate; here the bias itself starts at 1. */
function forwardAttributes(ops: NativeOps): Attribute[] {
  return [ops.float('forget_bias', 0), ops.float('cell_clip', -1), ...backwardAttributes(ops)];
}

function backwardAttributes(ops: NativeOps): Attribute[] {
  return [ops.bool('use_peephole', false), ops.floatType('T')];
}
