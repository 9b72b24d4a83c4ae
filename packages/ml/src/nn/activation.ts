import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { inTurn } from './in-turn.ts';
import { withGradient } from './with-gradient.ts';

/** By the names of config.json (`hidden_act`, `activation_function`). */
export const activationNames = [
  'gelu',
  'gelu_new',
  'gelu_pytorch_tanh',
  'quick_gelu',
  'silu',
  'swish',
  'relu',
] as const;

export type ActivationName = (typeof activationNames)[number];

export function activate<Value extends Tensor>(tf: TensorFlow, name: ActivationName, x: Value): Value {
  switch (name) {
    case 'gelu':
      return gelu(tf, x);
    case 'gelu_new':
    case 'gelu_pytorch_tanh':
      return geluNew(tf, x);
    case 'quick_gelu':
      return sigmoidGate(tf, x, 1.702);
    case 'silu':
    case 'swish':
      return sigmoidGate(tf, x, 1);
    case 'relu':
      return relu(tf, x);
  }
}

/** x · Φ(x) with the exact normal distribution (Hendrycks and Gimpel 2016). */
export function gelu<Value extends Tensor>(tf: TensorFlow, x: Value): Value {
  return withGradient<Value>(tf, {
    inputs: [x],
    forward: () => {
      const share = inTurn(
        x,
        (x) => tf.mul(x, Math.SQRT1_2),
        (scaled) => tf.erf(scaled),
        (erf) => tf.mul(erf, 0.5),
        (half) => tf.add(half, 0.5),
      ); // Φ(x)
      return { value: tf.mul(x, share), saved: [x, share] };
    },
    backward: (dy, saved) => {
      const [x, share] = saved as [Tensor, Tensor];
      const forX = () =>
        inTurn(
          x,
          (x) => tf.square(x),
          (square) => tf.mul(square, -0.5),
          (exponent) => tf.exp(exponent),
          (bell) => tf.mul(bell, 1 / Math.sqrt(2 * Math.PI)),
          (density) => tf.mul(x, density),
          (bend) => tf.add(share, bend),
          (slope) => tf.mul(dy, slope),
        );
      return [forX];
    },
  });
}

const inner = 2 * Math.sqrt(2 / Math.PI);
const cubic = inner * 0.044715;

/** GELU by GPT-2's formula: x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))), which is x · σ(2√(2/π) · (…)). */
export function geluNew<Value extends Tensor>(tf: TensorFlow, x: Value): Value {
  return withGradient<Value>(tf, {
    inputs: [x],
    forward: () => {
      const share = inTurn(
        x,
        (x) => tf.square(x),
        (square) => tf.mul(square, cubic),
        (bend) => tf.add(bend, inner),
        (slope) => tf.mul(x, slope),
        (steep) => tf.sigmoid(steep),
      );
      return { value: tf.mul(x, share), saved: [x, share] };
    },
    backward: (dy, saved) => {
      const [x, share] = saved as [Tensor, Tensor];
      const forX = () => {
        const rest = tf.sub(1, share);
        const found = inTurn(
          x,
          (x) => tf.square(x),
          (square) => tf.mul(square, 3 * cubic),
          (bend) => tf.add(bend, inner),
          (slope) => tf.mul(x, slope),
          (steep) => tf.mul(steep, rest),
          (bend) => tf.add(bend, 1),
          (slope) => tf.mul(share, slope),
          (slope) => tf.mul(dy, slope),
        );
        rest.dispose();
        return found;
      };
      return [forX];
    },
  });
}

/** x · σ(steepness · x): SiLU with 1, CLIP's quick GELU with 1.702. */
function sigmoidGate<Value extends Tensor>(tf: TensorFlow, x: Value, steepness: number): Value {
  return withGradient<Value>(tf, {
    inputs: [x],
    forward: () => {
      const share = tf.sigmoid(steepness === 1 ? x : tf.mul(x, steepness));
      return { value: tf.mul(x, share), saved: [x, share] };
    },
    backward: (dy, saved) => {
      const [x, share] = saved as [Tensor, Tensor];
      const bend = () => tf.mul(tf.mul(x, steepness), tf.sub(1, share));
      return [() => tf.mul(dy, tf.mul(share, tf.add(bend(), 1)))];
    },
  });
}

export function relu<Value extends Tensor>(tf: TensorFlow, x: Value): Value {
  return withGradient<Value>(tf, {
    inputs: [x],
    forward: () => ({ value: tf.relu(x), saved: [x] }),
    backward: (dy, [x]) => [() => tf.mul(dy, tf.step(x as Tensor))],
  });
}

/** silu(gate) · up, the middle of a gated feed-forward layer (Shazeer 2020). */
export function siluGate<Value extends Tensor>(tf: TensorFlow, gate: Value, up: Value): Value {
  return withGradient<Value>(tf, {
    inputs: [gate, up],
    forward: () => {
      const share = tf.sigmoid(gate);
      return { value: tf.mul(tf.mul(gate, share), up), saved: [gate, up, share] };
    },
    backward: (dy, saved) => {
      const [gate, up, share] = saved as [Tensor, Tensor, Tensor];
      const forGate = () => {
        const slope = tf.mul(share, tf.add(tf.mul(gate, tf.sub(1, share)), 1));
        return tf.mul(dy, tf.mul(up, slope));
      };
      return [forGate, () => tf.mul(dy, tf.mul(gate, share))];
    },
  });
}
