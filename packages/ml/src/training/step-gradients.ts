import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { attentionMask } from '../nn/attention-mask.ts';
import type { Scope } from '../nn/scope.ts';
import { causalLoss, type Head } from './causal-loss.ts';
import type { MicroBatch } from './make-micro-batch.ts';
import { recomputeLayers } from './recompute-layers.ts';
import { separateGradients } from './separate-tape.ts';
import type { BaseModel, TrainedPart } from './trained-part.ts';

export interface Trainee {
  model: BaseModel;
  part: TrainedPart;
  /** Names of what is trained of the output head, as `findHeadParameters` finds them. */
  headParameters: readonly string[];
}

export interface StepGradientsOptions {
  /** Of one optimizer step. */
  batches: readonly MicroBatch[];
  labelSmoothing: number;
  isRecomputed: boolean;
  /** With the step and the place in it, seeds what is dropped. */
  seed: number;
  /** Counted from 1. */
  step: number;
}

export interface StepGradients {
  /** Mean over the weights of all targets of the step. */
  loss: number;
  /** By parameter name; the caller disposes them. */
  gradients: Map<string, Tensor>;
}

/** Micro-batches of one step never reach this many, so that no two passes of a run drop the same places. */
const passesPerStep = 1 << 16;

/**
 * The loss of one optimizer step and its gradients, summed over micro-batches. Every micro-batch is divided by the weights
 * of the whole step, as transformers does since 4.46 (`num_items_in_batch`): so the split into micro-batches changes nothing.
 */
export function stepGradients(tf: TensorFlow, trainee: Trainee, options: StepGradientsOptions): StepGradients {
  const { batches, seed, step } = options;
  const divisor = batches.reduce((sum, { targets }) => targets.weights.reduce((a, b) => a + b, sum), 0);
  let loss = 0;
  let sums: Tensor[] = [];
  for (const [index, batch] of batches.entries()) {
    const training = { seed, pass: step * passesPerStep + index };
    const one = tf.tidy(() => passGradients(tf, trainee, { ...options, batch, divisor, training }));
    loss += (one.loss.dataSync()[0] ?? Number.NaN) / divisor;
    tf.dispose(one.loss);
    const added = sums.length === 0 ? one.gradients : sums.map((sum, i) => tf.add(sum, one.gradients[i] as Tensor));
    if (sums.length > 0) tf.dispose([...sums, ...one.gradients]);
    sums = added;
  }
  return { loss, gradients: new Map([...trainee.part.values.keys()].map((name, i) => [name, sums[i] as Tensor])) };
}

interface PassOptions extends StepGradientsOptions {
  batch: MicroBatch;
  divisor: number;
  training: { seed: number; pass: number };
}

function passGradients(tf: TensorFlow, { model, part, headParameters }: Trainee, options: PassOptions) {
  const { batch, divisor, labelSmoothing, isRecomputed } = options;
  const recomputing = isRecomputed ? recomputeLayers(tf, part.values) : null;
  const scope = part.scope({ ...options.training, ...(recomputing && { layer: recomputing.layer }) });
  const head = {
    ...openHead(model, scope),
    trained: headParameters.map((name) => part.values.get(name) as Tensor),
  };
  const { value, gradients } = separateGradients(
    tf,
    { inputs: [...part.values.values()], outputGradient: tf.scalar(1 / divisor) },
    () => causalLoss(tf, readHidden(model, scope, batch), { targets: batch.targets, head, labelSmoothing }),
  );
  recomputing?.dispose();
  const names = [...part.values.keys()];
  const found = gradients.map((gradient, i) => {
    if (gradient === null) throw new RangeError(`the loss does not depend on ${names[i]}`);
    return gradient;
  });
  return { loss: value, gradients: found };
}

/** @returns hidden states after the final norm, [rows, time, hidden] */
export function readHidden({ architecture, config }: BaseModel, scope: Scope, batch: MicroBatch) {
  const { tf } = scope;
  const { rows, time, segments } = batch;
  // Padding stands at the end, where the causal mask hides it; only rows of several examples need masks of their own.
  const isAlike = segments.every((segment) => segment <= 1);
  const { slidingWindow } = config;
  const mask = isAlike
    ? attentionMask(tf, { batch: 1, time, slidingWindow })
    : attentionMask(tf, { batch: rows, time, segments, slidingWindow });
  const ids = tf.tensor2d(batch.ids, [rows, time], 'int32');
  const positions = tf.tensor2d(batch.positions, [rows, time], 'int32');
  return architecture.hiddenStates(scope, config, { ids, positions, mask }).hidden;
}

export function openHead({ architecture, config }: BaseModel, scope: Scope): Head {
  return {
    logits: (rows) => architecture.logits(scope, config, rows) as Tensor2D,
    vocabSize: config.vocabSize,
    trained: [],
  };
}

/** Of what is trained, the names of what turns hidden states into logits. */
export function findHeadParameters(tf: TensorFlow, model: BaseModel, part: TrainedPart): string[] {
  const names = [...part.values.keys()];
  return tf.tidy(() => {
    const rows = tf.zeros([1, model.config.hiddenSize]) as Tensor2D;
    const { logits } = openHead(model, part.scope());
    const { gradients } = separateGradients(tf, { inputs: [...part.values.values()] }, () => logits(rows));
    return names.filter((_, i) => gradients[i] !== null) as never;
  });
}
