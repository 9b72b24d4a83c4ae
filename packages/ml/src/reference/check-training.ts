import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoraMethod } from '@modelmint/domain/causal-lm-spec';
import type { HfConfig } from '../architectures/architecture.ts';
import { type CausalLm, loadCausalLm } from '../causal-lm/load-causal-lm.ts';
import type { Engine } from '../engine/engine.ts';
import { openAdamW } from '../optimizer/open-adamw.ts';
import type { MicroBatch } from '../training/make-micro-batch.ts';
import { findHeadParameters, stepGradients } from '../training/step-gradients.ts';
import { openTrainedPart, readValues, type TrainedPart } from '../training/trained-part.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { openSafetensors } from '../weights/open-safetensors.ts';
import type { WeightSource } from '../weights/weight-source.ts';
import type { ReferenceCheck } from './reference-check.ts';

const settingsFile = 'lora_training.json';
const valuesFile = 'lora_training.safetensors';
const prefix = 'base_model.model.';
/** Labels that peft's side left out of the loss. */
const ignored = -100;

interface Settings {
  lr: number;
  weight_decay: number;
  max_grad_norm: number;
  lora: { r: number; alpha: number; dropout: number; target_modules: string[] };
}

/** Repeats the steps of `lora_training.*` in a reference folder. Empty where the folder has none. */
export async function checkTraining(engine: Engine, folder: string): Promise<ReferenceCheck[]> {
  if (!existsSync(path.join(folder, settingsFile))) return [];
  const settings: Settings = JSON.parse(await readFile(path.join(folder, settingsFile), 'utf8'));
  const values = await openSafetensors(path.join(folder, valuesFile));
  const model = await loadCausalLm({ engine, folder });
  try {
    return await repeatSteps(engine, { settings, values, model });
  } finally {
    model.dispose();
    await values.close();
  }
}

interface Repeat {
  settings: Settings;
  values: WeightSource;
  model: CausalLm;
}

async function repeatSteps({ tf }: Engine, { settings, values, model }: Repeat): Promise<ReferenceCheck[]> {
  const { r: rank, alpha, dropout, target_modules: targetModules } = settings.lora;
  const method: LoraMethod = { kind: 'lora', rank, alpha, dropout, targetModules, useRslora: false };
  const start = await readAll(values, `init.${prefix}`);
  const part = openTrainedPart(tf, model, { spec: { method, seed: 0 }, start });
  const optimizer = openAdamW(tf, part.parameters);
  const trainee = { model, part, headParameters: findHeadParameters(tf, model, part) };
  const losses: number[] = [];
  const norms: number[] = [];
  try {
    for (const [index, batch] of (await readBatches(values)).entries()) {
      const step = index + 1;
      const options = { batches: [batch], labelSmoothing: 0, isRecomputed: false, seed: 0, step };
      const { loss, gradients } = stepGradients(tf, trainee, options);
      const { lr: learningRate, weight_decay: weightDecay, max_grad_norm: clipNorm } = settings;
      losses.push(loss);
      norms.push(optimizer.step({ values: part.values, gradients, step, learningRate, weightDecay, clipNorm }));
    }
    const lossRatio = worstRatio(losses, await values.readFloat32('losses'));
    if (isDropping(model.json))
      return [limit('training losses, beside a reference that drops at random', lossRatio, 2e-2)];
    return [
      limit('training losses', lossRatio, 1e-3),
      limit('training gradient norms', worstRatio(norms, await values.readFloat32('grad_norms')), 1e-2),
      limit('trained adapter', worstDistance(part, await readAll(values, `final.${prefix}`)), 1e-2),
    ];
  } finally {
    optimizer.dispose();
    tf.dispose([...part.values.values()]);
  }
}

/**
 * Whether the reference was trained with the model's own dropout, as transformers does where config.json names one: GPT-2's
 * 0.1. What it dropped came from torch's generator, so its steps can only be followed roughly.
 */
function isDropping(json: HfConfig): boolean {
  return ['embd_pdrop', 'resid_pdrop', 'attn_pdrop', 'attention_dropout'].some((name) => Number(json[name] ?? 0) > 0);
}

function limit(check: string, figure: number, most: number): ReferenceCheck {
  return { check, figure, limit: most, isFine: figure <= most };
}

async function readAll(source: WeightSource, start: string): Promise<NamedWeights[]> {
  const weights: NamedWeights[] = [];
  for (const { name, shape } of source.tensors)
    if (name.startsWith(start))
      weights.push({ name: name.slice(start.length), shape: [...shape], values: await source.readFloat32(name) });
  return weights;
}

async function readBatches(source: WeightSource): Promise<MicroBatch[]> {
  const [steps = 0, rows = 0, time = 0] = source.find('batches')?.shape ?? [];
  const size = rows * time;
  const [ids, labels] = [await source.readFloat32('batches'), await source.readFloat32('labels')];
  return Array.from({ length: steps }, (_, step) => {
    const part = (all: Float32Array) => Int32Array.from(all.subarray(step * size, (step + 1) * size));
    return makeBatch(part(ids), part(labels), time);
  });
}

function makeBatch(ids: Int32Array, labels: Int32Array, time: number): MicroBatch {
  const counted = [...labels.keys()].filter((place) => place % time > 0 && labels[place] !== ignored);
  return {
    rows: ids.length / time,
    time,
    ids,
    positions: ids.map((_, place) => place % time),
    segments: new Int32Array(ids.length).fill(1),
    targets: {
      places: Int32Array.from(counted, (place) => place - 1),
      labels: Int32Array.from(counted, (place) => labels[place] ?? 0),
      weights: new Float32Array(counted.length).fill(1),
    },
    tokens: ids.length,
  };
}

function worstRatio(found: readonly number[], wanted: Float32Array): number {
  return Math.max(...[...wanted].map((one, i) => Math.abs((found[i] ?? Number.NaN) - one) / Math.abs(one)));
}

/** ‖out − ref‖ / ‖ref‖ of the tensor that is farthest from its reference. */
function worstDistance(part: TrainedPart, wanted: readonly NamedWeights[]): number {
  const found = new Map(readValues(part).map(({ name, values }) => [name, values]));
  return Math.max(
    ...wanted.map(({ name, values }) => {
      const own = found.get(name);
      const apart = values.map((value, i) => value - (own?.[i] ?? Number.NaN));
      return Math.hypot(...apart) / Math.hypot(...values);
    }),
  );
}
