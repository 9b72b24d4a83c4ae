import type { TensorFlow } from '../engine/engine.ts';
import { type Adam, type AdamSlot, type AdamStep, beta1, beta2, epsilon } from './adam.ts';

/** Adam by operations that every engine has. */
export function plainAdam(tf: TensorFlow): Adam {
  return {
    step: (slot, at) => {
      const next = tf.tidy(() => compute(tf, slot, at) as never) as AdamSlot;
      tf.dispose([slot.value, slot.first, slot.second]);
      return next;
    },
    norm: (gradients) =>
      tf.tidy(
        () => tf.sqrt(tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient))))).dataSync()[0] ?? Number.NaN,
      ),
  };
}

/** Each in a tidy of its own: of a large parameter few copies may stand at once. */
function compute(tf: TensorFlow, slot: AdamSlot, at: AdamStep): AdamSlot {
  const correction1 = 1 - beta1 ** at.step;
  const correction2 = Math.sqrt(1 - beta2 ** at.step);
  const clipped = at.scale === 1 ? at.gradient : tf.mul(at.gradient, at.scale);
  const first = tf.tidy(() => tf.add(tf.mul(slot.first, beta1), tf.mul(clipped, 1 - beta1)));
  const second = tf.tidy(() => tf.add(tf.mul(slot.second, beta2), tf.mul(tf.square(clipped), 1 - beta2)));
  const value = tf.tidy(() => {
    const direction = tf.tidy(() => tf.div(first, tf.add(tf.sqrt(second), epsilon * correction2)));
    const kept = at.weightDecay === 0 ? slot.value : tf.mul(slot.value, 1 - at.learningRate * at.weightDecay);
    return tf.sub(kept, tf.mul(direction, (at.learningRate * correction2) / correction1));
  });
  return { value, first, second };
}
