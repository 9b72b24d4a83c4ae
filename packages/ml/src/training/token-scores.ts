import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Scope } from '../nn/scope.ts';
import type { MicroBatch } from './make-micro-batch.ts';
import { openHead, readHidden } from './step-gradients.ts';
import type { BaseModel } from './trained-part.ts';

export interface TokenScores {
  /** −log p of each target, in nats, in the order of the batch's targets. */
  losses: Float32Array;
  /** 1 where the target was the likeliest token. */
  isLikeliest: Uint8Array;
}

/** Logits that may stand in memory at once, [rows, vocab]; nothing is kept for gradients. */
const logitsMax = 1 << 24;

/** How likely the model finds each target of a batch. */
export function tokenScores(model: BaseModel, scope: Scope, batch: MicroBatch): TokenScores {
  const { tf } = scope;
  const { places, labels } = batch.targets;
  const { vocabSize, hiddenSize } = model.config;
  const losses = new Float32Array(places.length);
  const isLikeliest = new Uint8Array(places.length);
  const rowsMax = Math.max(1, Math.floor(logitsMax / vocabSize));
  tf.tidy(() => {
    const head = openHead(model, scope);
    const hidden = tf.reshape(readHidden(model, scope, batch), [batch.rows * batch.time, hiddenSize]) as Tensor2D;
    for (let start = 0; start < places.length; start += rowsMax) {
      const slice = labels.subarray(start, start + rowsMax);
      tf.tidy(() => {
        const at = tf.tensor1d(places.slice(start, start + rowsMax), 'int32');
        const logits = head.logits(tf.gather(hidden, at)); // [rows, vocab]
        losses.set(lossesOf(scope, logits, slice).dataSync(), start);
        tf.argMax(logits, 1)
          .dataSync()
          .forEach((likeliest, i) => {
            isLikeliest[start + i] = likeliest === slice[i] ? 1 : 0;
          });
      });
    }
  });
  return { losses, isLikeliest };
}

/** log Σ e^logit − the label's logit. [rows] */
function lossesOf({ tf }: Scope, logits: Tensor2D, labels: Int32Array) {
  const [rows, classes] = logits.shape;
  const highest = tf.max(logits, 1, true);
  const logSum = tf.add(tf.log(tf.sum(tf.exp(tf.sub(logits, highest)), 1)), tf.reshape(highest, [rows]));
  const at = tf.tensor1d(
    Int32Array.from(labels, (label, row) => row * classes + label),
    'int32',
  );
  return tf.sub(logSum, tf.gather(tf.reshape(logits, [rows * classes]), at));
}
