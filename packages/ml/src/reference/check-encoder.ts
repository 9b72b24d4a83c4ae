import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { type Encoder, loadEncoder } from '../encoder/load-encoder.ts';
import type { Engine, TensorFlow } from '../engine/engine.ts';
import { openSafetensors } from '../weights/open-safetensors.ts';
import type { WeightSource } from '../weights/weight-source.ts';
import { compareValues } from './compare-values.ts';
import type { ReferenceCheck } from './reference-check.ts';

/** Row by row, [texts, longest] each. */
interface Input {
  shape: [number, number];
  ids: Int32Array;
  mask: Int32Array;
}

/**
 * Compares a BERT, DistilBERT or RoBERTa with what `expected.safetensors` of its folder holds: `last_hidden`, `logits` and,
 * with the folder's `adapter`, `logits_adapter` of the padded batch; `mean_pooled` and `pooler_output` of the texts without
 * their padding, which we add ourselves.
 */
export async function checkEncoder(options: { engine: Engine; folder: string }): Promise<ReferenceCheck[]> {
  const { engine, folder } = options;
  const adapterFolder = path.join(folder, 'adapter');
  const expected = await openSafetensors(path.join(folder, 'expected.safetensors'));
  try {
    const input = await readInput(expected);
    const found = await withEncoder({ engine, folder }, (encoder) => [
      ...passes(engine.tf, encoder, input),
      ...embeddings(encoder, input),
    ]);
    if (existsSync(adapterFolder) && expected.find('logits_adapter') !== undefined) {
      const adapted = await withEncoder({ engine, folder, adapterFolder }, (one) => passes(engine.tf, one, input));
      found.push(...adapted.map(([name, values]): Found => [`${name}_adapter`, values]));
    }
    const checks: ReferenceCheck[] = [];
    for (const [name, values] of found)
      if (expected.find(name) !== undefined)
        checks.push(compareValues(name, { found: values, expected: await expected.readFloat32(name) }));
    return checks;
  } finally {
    await expected.close();
  }
}

type Found = [name: string, values: Float32Array];

async function withEncoder(
  options: Parameters<typeof loadEncoder>[0],
  use: (encoder: Encoder) => Found[],
): Promise<Found[]> {
  const encoder = await loadEncoder(options);
  try {
    return use(encoder);
  } finally {
    encoder.dispose();
  }
}

function passes(tf: TensorFlow, { architecture, config, scope }: Encoder, { shape, ids, mask }: Input): Found[] {
  return tf.tidy(() => {
    const attentionMask: Tensor2D = tf.tensor2d(mask, shape, 'int32');
    const hidden = architecture.hiddenStates(scope, config, { ids: tf.tensor2d(ids, shape, 'int32'), attentionMask });
    const found: Found[] = [['last_hidden', hidden.dataSync() as Float32Array]];
    if (config.labels !== null)
      found.push(['logits', architecture.classify(scope, config, hidden).dataSync() as Float32Array]);
    return found;
  });
}

function embeddings(encoder: Encoder, { shape: [count, time], ids, mask }: Input): Found[] {
  const texts = Array.from({ length: count }, (_, row) => {
    const own = ids.subarray(row * time, (row + 1) * time);
    return { ids: [...own].filter((_, column) => mask[row * time + column] === 1) };
  });
  const embed = (pooling: 'mean' | 'pooler') =>
    Float32Array.from(encoder.embed(texts, { pooling }).vectors.flatMap((vector) => [...vector]));
  const hasPooler = encoder.scope.has(`${encoder.architecture.modelType}.pooler.dense.weight`);
  return [['mean_pooled', embed('mean')], ...(hasPooler ? [['pooler_output', embed('pooler')] satisfies Found] : [])];
}

async function readInput(expected: WeightSource): Promise<Input> {
  const [count = 0, time = 0] = expected.find('input_ids')?.shape ?? [];
  const read = async (name: string) => Int32Array.from(await expected.readFloat32(name));
  const isPadded = expected.find('attention_mask') !== undefined;
  const mask = isPadded ? await read('attention_mask') : new Int32Array(count * time).fill(1);
  return { shape: [count, time], ids: await read('input_ids'), mask };
}
