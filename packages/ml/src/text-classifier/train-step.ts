import { AppError } from '@modelmint/domain/errors';
import type { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { softmaxLoss } from '../fitting/softmax-loss.ts';
import { type AdamSlot, clipScale } from '../optimizer/adam.ts';
import type { Slots } from '../optimizer/adam-slots.ts';
import { openAdam } from '../optimizer/open-adam.ts';
import type { Batch } from './make-batch.ts';
import type { Network } from './network.ts';
import { isDecayed } from './parameters.ts';
import { parametersOf } from './trained-state.ts';

export interface StepInput {
  network: Network;
  slots: Slots;
  batch: Batch;
  /** Counted from 1. */
  step: number;
  learningRate: number;
}

export interface StepResult {
  /** Replaces the slots that were given, which are gone. */
  slots: Slots;
  loss: number;
  correct: number;
}

/** @throws AppError `invalid_state` when the loss is not a finite number; the given slots then live on. */
export function trainStep(tf: TensorFlow, input: StepInput): StepResult {
  const { network, slots, batch, step, learningRate } = input;
  const { spec, labels } = network.shape;
  let [loss, correct] = [0, 0];
  const names = [...slots.keys()];
  const gradients: Tensor[] = tf.tidy(() => {
    const pass = network.forward(parametersOf(slots), batch, step);
    const options = { classes: labels, labelSmoothing: spec.labelSmoothing };
    const result = softmaxLoss(pass.logits.dataSync(), batch.labels, options);
    ({ loss, correct } = result);
    if (!Number.isFinite(loss)) throw diverged(step, learningRate, spec);
    const found = pass.backward(tf.tensor2d(result.gradient, pass.logits.shape) as Tensor2D);
    return names.map((name) => found.get(name) as Tensor);
  });
  const adam = openAdam(tf);
  const scale = clipScale(adam.norm(gradients), spec.clipNorm);
  const stepped = [...slots].map(([name, slot], index): [string, AdamSlot] => {
    const weightDecay = isDecayed(name) ? spec.weightDecay : 0;
    return [name, adam.step(slot, { gradient: gradients[index] as Tensor, step, learningRate, weightDecay, scale })];
  });
  tf.dispose(gradients);
  return { slots: new Map(stepped), loss, correct };
}

export function diverged(step: number, learningRate: number, spec: TextClassifierSpec): AppError {
  return new AppError(
    'invalid_state',
    `Training diverged: at step ${step} the loss is not a number, with the learning rate at ${learningRate.toPrecision(3)}. ` +
      `Try a tenth of the learning rate (learning_rate_multiplier), a larger batch than ${spec.batchSize}, or a longer warm-up.`,
    { fault: 'customer' },
  );
}
