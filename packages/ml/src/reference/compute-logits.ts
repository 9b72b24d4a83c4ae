import { findArchitecture } from '../architectures/registry.ts';
import { loadCausalLm } from '../causal-lm/load-causal-lm.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { loadEncoder } from '../encoder/load-encoder.ts';
import type { Engine, TensorFlow } from '../engine/engine.ts';
import { attentionMask, positionsOf } from '../nn/attention-mask.ts';

export interface TextBatch {
  ids: readonly (readonly number[])[]; // [batch, time]
  /** 1 for tokens, 0 for padding. [batch, time] */
  attended: readonly (readonly number[])[];
}

export interface LogitsOptions {
  engine: Engine;
  folder: string;
  adapterFolder?: string;
  batch: TextBatch;
}

/** Of a causal language model [batch, time, vocab], or of an encoder's classification head [batch, labels]. */
export async function computeLogits({ engine, folder, adapterFolder, batch }: LogitsOptions): Promise<Float32Array> {
  const { config, weights } = await openCheckpoint(folder);
  await weights.close();
  const from = { engine, folder, ...(adapterFolder === undefined ? {} : { adapterFolder }) };
  return findArchitecture(config).kind === 'encoder' ? await classify(from, batch) : await predict(from, batch);
}

type From = Omit<LogitsOptions, 'batch'>;

async function predict(from: From, batch: TextBatch): Promise<Float32Array> {
  const { tf } = from.engine;
  const model = await loadCausalLm(from);
  try {
    return tf.tidy(() => {
      const { ids, attended, shape } = open(tf, batch);
      const [rows, time] = shape;
      const { slidingWindow } = model.config;
      const { hidden } = model.forward({
        ids,
        positions: tf.tensor2d(positionsOf(attended, time), shape, 'int32'),
        mask: attentionMask(tf, { batch: rows, time, attended, slidingWindow }),
      });
      return model.logits(hidden).dataSync() as Float32Array;
    });
  } finally {
    model.dispose();
  }
}

async function classify(from: From, batch: TextBatch): Promise<Float32Array> {
  const { tf } = from.engine;
  const { architecture, config, scope, dispose } = await loadEncoder(from);
  try {
    return tf.tidy(() => {
      const { ids, attended, shape } = open(tf, batch);
      const attentionMask = tf.tensor2d(attended, shape, 'int32');
      return architecture
        .classify(scope, config, architecture.hiddenStates(scope, config, { ids, attentionMask }))
        .dataSync() as Float32Array;
    });
  } finally {
    dispose();
  }
}

function open(tf: TensorFlow, { ids, attended }: TextBatch) {
  const shape: [number, number] = [ids.length, ids[0]?.length ?? 0];
  return {
    ids: tf.tensor2d(Int32Array.from(ids.flat()), shape, 'int32'),
    attended: Int32Array.from(attended.flat()),
    shape,
  };
}
