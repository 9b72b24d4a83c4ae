import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { CausalInput, KvCache } from '../architectures/architecture.ts';
import { type CausalLm, loadCausalLm } from '../causal-lm/load-causal-lm.ts';
import type { Engine } from '../engine/engine.ts';
import { attentionMask, positionsOf } from '../nn/attention-mask.ts';
import { openSafetensors } from '../weights/open-safetensors.ts';
import type { WeightSource } from '../weights/weight-source.ts';
import { compareValues } from './compare-values.ts';
import type { ReferenceCheck } from './reference-check.ts';

interface Reference {
  engine: Engine;
  folder: string;
  expected: WeightSource;
}

/**
 * Compares a causal language model with the outputs in its folder's `expected.safetensors`, for all checks whose outputs are
 * there: `logits` at once and with a cache, `last_hidden`, `logits_left_pad`, `greedy_ids`, `logits_adapter`.
 */
export async function checkCausalLm({
  engine,
  folder,
}: Pick<Reference, 'engine' | 'folder'>): Promise<ReferenceCheck[]> {
  const expected = await openSafetensors(path.join(folder, 'expected.safetensors'));
  try {
    const reference = { engine, folder, expected };
    const plain = await withModel(reference, undefined, [checkForward, checkWithCache, checkLeftPadding, checkGreedy]);
    const adapterFolder = path.join(folder, 'adapter');
    if (!existsSync(adapterFolder)) return plain;
    return [...plain, ...(await withModel(reference, adapterFolder, [checkAdapter]))];
  } finally {
    await expected.close();
  }
}

type Check = (model: CausalLm, expected: WeightSource) => Promise<ReferenceCheck[]>;

async function withModel(
  { engine, folder, expected }: Reference,
  adapterFolder: string | undefined,
  checks: readonly Check[],
): Promise<ReferenceCheck[]> {
  const model = await loadCausalLm({ engine, folder, adapterFolder });
  try {
    const results: ReferenceCheck[] = [];
    for (const check of checks) results.push(...(await check(model, expected)));
    return results;
  } finally {
    model.dispose();
  }
}

async function checkForward(model: CausalLm, expected: WeightSource): Promise<ReferenceCheck[]> {
  const prompt = await readPrompt(expected);
  const { hidden, logits } = await run(model, prompt);
  return [...(await compare(expected, 'last_hidden', hidden)), ...(await compare(expected, 'logits', logits))];
}

async function checkAdapter(model: CausalLm, expected: WeightSource): Promise<ReferenceCheck[]> {
  const { logits } = await run(model, await readPrompt(expected));
  return await compare(expected, 'logits_adapter', logits);
}

/** The first half at once, then column by column. */
async function checkWithCache(model: CausalLm, expected: WeightSource): Promise<ReferenceCheck[]> {
  const stored = expected.find('logits');
  if (stored === undefined) return [];
  const { ids, batch, time } = await readPrompt(expected);
  const { vocabSize } = model.config;
  const found = new Float32Array(batch * time * vocabSize);
  let cache: KvCache = [];
  for (let from = 0, to = Math.ceil(time / 2); from < time; from = to, to += 1) {
    const step = readColumns(model, { ids, batch, time }, { from, to, cache });
    for (let row = 0; row < batch; row++) {
      const values = step.logits.subarray(row * (to - from) * vocabSize, (row + 1) * (to - from) * vocabSize);
      found.set(values, (row * time + from) * vocabSize);
    }
    disposeCache(model, cache);
    cache = step.cache;
  }
  disposeCache(model, cache);
  return [compareValues('logits with cache', { found, expected: await expected.readFloat32('logits') })];
}

/** Padding before the text, whose positions begin after it. */
async function checkLeftPadding(model: CausalLm, expected: WeightSource): Promise<ReferenceCheck[]> {
  const stored = expected.find('logits_left_pad');
  if (stored === undefined) return [];
  const prompt = await readPrompt(expected);
  const attended = await expected.readFloat32('left_pad_mask');
  const { logits } = await run(model, { ...prompt, attended });
  const compared = stored.shape[1] ?? 0;
  const size = prompt.time * model.config.vocabSize;
  const from = (prompt.time - compared) * model.config.vocabSize;
  const rows = Array.from({ length: prompt.batch }, (_, row) => [
    ...logits.subarray(row * size + from, (row + 1) * size),
  ]);
  return await compare(expected, 'logits_left_pad', rows.flat());
}

/** Token by token with a cache, the likeliest each time. */
async function checkGreedy(model: CausalLm, expected: WeightSource): Promise<ReferenceCheck[]> {
  if (expected.find('greedy_ids') === undefined) return [];
  const wanted = await expected.readFloat32('greedy_ids');
  const { time } = await readPrompt(expected);
  const ids = wanted.slice(0, time);
  const written = [...ids];
  let cache: KvCache = [];
  while (written.length < wanted.length) {
    const from = written.length === time ? 0 : written.length - 1;
    const step = readColumns(
      model,
      { ids: Float32Array.from(written), batch: 1, time: written.length },
      { from, to: written.length, cache },
    );
    disposeCache(model, cache);
    cache = step.cache;
    written.push(highest(step.logits.subarray(-model.config.vocabSize)));
  }
  disposeCache(model, cache);
  const figure = written.filter((id, i) => id !== wanted[i]).length;
  return [{ check: 'greedy_ids', figure, limit: 0, isFine: figure === 0 }];
}

interface Prompt {
  ids: ArrayLike<number>; // [batch, time]
  batch: number;
  time: number;
  attended?: ArrayLike<number>; // [batch, time]
}

async function readPrompt(expected: WeightSource): Promise<Prompt> {
  const [batch = 0, time = 0] = expected.find('input_ids')?.shape ?? [];
  return { ids: await expected.readFloat32('input_ids'), batch, time };
}

async function run(model: CausalLm, prompt: Prompt): Promise<{ hidden: Float32Array; logits: Float32Array }> {
  const { tf } = model.scope;
  const { batch, time, attended = new Uint8Array(batch * time).fill(1) } = prompt;
  const [hidden, logits] = tf.tidy(() => {
    const output = model.forward({
      ids: tf.tensor2d(Int32Array.from(prompt.ids), [batch, time], 'int32'),
      positions: tf.tensor2d(positionsOf(attended, time), [batch, time], 'int32'),
      mask: attentionMask(tf, { batch, time, attended, slidingWindow: model.config.slidingWindow }),
    });
    return [output.hidden, model.logits(output.hidden)] as [Tensor, Tensor];
  });
  const values = { hidden: hidden.dataSync() as Float32Array, logits: logits.dataSync() as Float32Array };
  tf.dispose([hidden, logits]);
  return values;
}

interface Columns {
  from: number;
  to: number;
  /** Of the columns before; empty at the start. */
  cache: KvCache;
}

function readColumns(model: CausalLm, { ids, batch, time }: Prompt, { from, to, cache }: Columns) {
  const { tf } = model.scope;
  const width = to - from;
  const columns = <Out>(value: (row: number, column: number) => Out) =>
    Array.from({ length: batch * width }, (_, i) => value(Math.floor(i / width), from + (i % width)));
  const input: CausalInput = {
    ids: tf.tensor2d(
      columns((row, column) => ids[row * time + column] ?? 0),
      [batch, width],
      'int32',
    ),
    positions: tf.tensor2d(
      columns((_, column) => column),
      [batch, width],
      'int32',
    ),
    mask: attentionMask(tf, { batch: 1, time: width, past: from, slidingWindow: model.config.slidingWindow }),
    ...(from === 0 ? {} : { cache }),
  };
  const output = model.forward(input);
  const logits = model.logits(output.hidden);
  const values = logits.dataSync() as Float32Array;
  tf.dispose([input.ids, input.positions, input.mask, output.hidden, logits]);
  return { logits: values, cache: output.cache };
}

function disposeCache({ scope: { tf } }: CausalLm, cache: KvCache): void {
  for (const { key, value } of cache) tf.dispose([key, value]);
}

async function compare(expected: WeightSource, name: string, found: ArrayLike<number>): Promise<ReferenceCheck[]> {
  if (expected.find(name) === undefined) return [];
  return [compareValues(name, { found, expected: await expected.readFloat32(name) })];
}

function highest(values: Float32Array): number {
  return values.reduce((best, value, i) => (value > (values[best] ?? 0) ? i : best), 0);
}
