import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { type Handle, type NativeOps, nativeOps } from '../engine/native-ops.ts';
import { type Adam, type AdamSlot, type AdamStep, beta1, beta2, epsilon } from './adam.ts';

/** TensorFlow gives each variable of this name one of its own (`ResourceHandle::ANONYMOUS_NAME`). */
const anonymous = 'cd2c89b7-88b7-44c8-ad83-06c2a9158347';

/**
 * Adam by TensorFlow's fused `ResourceApplyAdam`: one pass over value, means and gradient. It works on variables, so each
 * tensor of the slot becomes one for the length of the step. A variable has the tensor's own memory, and is changed in
 * place when nobody else holds that (else TensorFlow copies it first).
 */
export function nativeAdam(tf: TensorFlow): Adam {
  const ops = nativeOps(tf);
  return {
    step: (slot, at) => {
      const decayed = at.weightDecay === 0 ? slot.value : tf.mul(slot.value, 1 - at.learningRate * at.weightDecay);
      if (decayed !== slot.value) tf.dispose(slot.value);
      const [value, first, second] = [decayed, slot.first, slot.second].map((one) => toVariable(tf, ops, one));
      const variables = { value, first, second } as Record<keyof AdamSlot, Variable>;
      apply(tf, ops, variables, at);
      return {
        value: toTensor(ops, variables.value),
        first: toTensor(ops, variables.first),
        second: toTensor(ops, variables.second),
      };
    },
    norm: (gradients) => {
      // L2Loss is half the sum of squares, in one pass.
      const halves = tf.tidy(() => gradients.map((gradient) => halfSquares(ops, gradient)));
      return Math.sqrt(2 * halves.reduce((sum, half) => sum + half, 0));
    },
  };
}

type Variable = Handle;

/** What the operation, which computes in float32, makes of them. */
const [decay1, decay2] = [Math.fround(beta1), Math.fround(beta2)];

/**
 * The operation's own bias correction starts from βᵗ in float32, which leaves four digits of it at first. With βᵗ given as 0
 * it makes none, and the rate and ε bring it along.
 */
function apply(tf: TensorFlow, ops: NativeOps, variables: Record<keyof AdamSlot, Variable>, at: AdamStep): void {
  const correction1 = 1 - decay1 ** at.step;
  const correction2 = Math.sqrt(1 - decay2 ** at.step);
  const rate = (at.learningRate * correction2) / correction1;
  const numbers = [0, 0, rate, decay1, decay2, epsilon * correction2];
  tf.tidy(() => {
    const gradient = at.scale === 1 ? at.gradient : tf.mul(at.gradient, at.scale);
    const scalars = numbers.map((number) => tf.scalar(number));
    ops.run('ResourceApplyAdam', {
      inputs: [variables.value, variables.first, variables.second, ...scalars, gradient],
      outputs: 0,
      attributes: [ops.floatType('T'), ops.bool('use_locking', false), ops.bool('use_nesterov', false)],
    });
  });
}

/** Takes the tensor over. */
function toVariable(tf: TensorFlow, ops: NativeOps, tensor: Tensor): Variable {
  const dtype = ops.floatType('dtype');
  const attributes = [dtype, ops.shape('shape', tensor.shape), ops.text('shared_name', anonymous)];
  const [variable] = ops.runBare('VarHandleOp', { inputs: [], outputs: 1, attributes }) as [Variable];
  ops.run('AssignVariableOp', { inputs: [variable, tensor], outputs: 0, attributes: [dtype] });
  tf.dispose(tensor);
  return variable;
}

/** Ends the variable; its memory is the tensor's. */
function toTensor(ops: NativeOps, variable: Variable): Tensor {
  const [tensor] = ops.run('ReadVariableOp', {
    inputs: [variable],
    outputs: 1,
    attributes: [ops.floatType('dtype')],
  });
  ops.run('DestroyResourceOp', { inputs: [variable], outputs: 0, attributes: [] });
  ops.free([variable]);
  return tensor as Tensor;
}

function halfSquares(ops: NativeOps, gradient: Tensor): number {
  const [half] = ops.run('L2Loss', { inputs: [gradient], outputs: 1, attributes: [ops.floatType('T')] });
  return half?.dataSync()[0] ?? Number.NaN;
}
