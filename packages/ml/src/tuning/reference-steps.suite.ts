import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { openCheckpoint, readConfigFile } from '../checkpoint/open-checkpoint.ts';
import type { Engine } from '../engine/engine.ts';
import { openFitState } from '../fitting/fit-state.ts';
import { relativeError } from '../reference/compare-values.ts';
import { openSafetensors } from '../weights/open-safetensors.ts';
import type { WeightSource } from '../weights/weight-source.ts';
import { describeBase } from './classifier-base.ts';
import type { ClassifierRows } from './classifier-rows.ts';
import type { ClassifierMethod } from './classifier-training.ts';
import { referenceFolder, toyEncoderSpec, toyLora } from './toy-classifier.ts';
import { openTuned, startTuned } from './tuned-part.ts';
import { openTuningFit } from './tuning-fit.ts';

interface Settings {
  lr: number;
  weight_decay: number;
  max_grad_norm: number;
  label_smoothing: number;
  is_balanced: boolean;
  batch: number;
  lora?: { r: number; alpha: number };
}

const labels = ['calm', 'windy', 'stormy'];

async function openReference(model: string, name: string) {
  const folder = referenceFolder(model);
  const settings = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Settings;
  return { folder, settings, expected: await openSafetensors(path.join(folder, `${name}.safetensors`)) };
}

/** The model of a folder over the rows that the reference was trained on. */
async function openRows(folder: string, expected: WeightSource) {
  const json = await readConfigFile(folder);
  const read = (name: string) => expected.readFloat32(name);
  const rowLabels = Int32Array.from(await read('labels'));
  const rest = { count: rowLabels.length, labels: rowLabels, passes: () => [] };
  if (expected.find('pixel_values') !== undefined) {
    const { architecture, config, base } = describeBase(json, { kind: 'image-classifier', labels });
    const pixels = await read('pixel_values');
    const shape = expected.find('pixel_values')?.shape as [number, number, number, number];
    const rows: ClassifierRows = {
      ...rest,
      logits: (scope, chosen) => {
        const all = scope.tf.tensor4d(pixels, shape);
        const taken = scope.tf.gather(all, scope.tf.tensor1d(chosen, 'int32'));
        const images = scope.tf.transpose(taken, [0, 2, 3, 1]) as Tensor4D;
        return architecture.classify(scope, config, architecture.hiddenStates(scope, config, images));
      },
    };
    return { base, rows };
  }
  const { architecture, config, base } = describeBase(json, { kind: 'encoder', labels });
  const [ids, mask] = [Int32Array.from(await read('input_ids')), Int32Array.from(await read('attention_mask'))];
  const time = ids.length / rowLabels.length;
  const rows: ClassifierRows = {
    ...rest,
    logits: (scope, chosen) => {
      const take = (values: Int32Array) =>
        scope.tf.tensor2d(
          [...chosen].flatMap((row) => [...values.subarray(row * time, (row + 1) * time)]),
          [chosen.length, time],
          'int32',
        );
      const input = { ids: take(ids), attentionMask: take(mask) };
      return architecture.classify(scope, config, architecture.hiddenStates(scope, config, input));
    },
  };
  return { base, rows };
}

function methodOf({ lora }: Settings): ClassifierMethod {
  return lora === undefined ? { kind: 'full' } : { ...toyLora, rank: lora.r, alpha: lora.alpha };
}

/** Each step of a training in PyTorch, in full or with peft, has the loss that it has here. */
export function testReferenceSteps(open: () => Promise<Engine>): void {
  it.each([
    ['bert', 'tuning'],
    ['bert', 'lora_tuning'],
    ['vit', 'tuning'],
    ['resnet-basic', 'tuning'],
  ])('takes the steps that PyTorch takes: %s, %s', async (model, name) => {
    const { tf } = await open();
    const before = tf.memory().numTensors;
    const { folder, settings, expected } = await openReference(model, name);
    const { base, rows } = await openRows(folder, expected);
    const { weights: source } = await openCheckpoint(folder);
    const [method, start] = [methodOf(settings), { labels, seed: 1 }];
    const part = await openTuned(tf, { base, source, start }, { method, headDropout: 0 });
    const weights = await startTuned(source, base, { method, ...start });
    for (const one of weights)
      if (expected.find(`init.${one.name}`) !== undefined) one.values = await expected.readFloat32(`init.${one.name}`);
    await source.close();
    const state = openFitState(tf, part.parameters, { weights });
    const spec = {
      ...toyEncoderSpec,
      method,
      labelSmoothing: settings.label_smoothing,
      isBalanced: settings.is_balanced,
      microBatchRows: 3,
      weightDecay: settings.weight_decay,
      clipNorm: settings.max_grad_norm,
    };
    const { batch } = settings;
    const rowsOf = (step: number) =>
      Int32Array.from({ length: batch }, (_, place) => ((step - 1) * batch + place) % rows.count);
    const plan = { stepsPerEpoch: rows.count / batch, rowsOf };
    const fit = openTuningFit(tf, { labels, spec, part, state, plan, train: rows, validation: rows });
    const losses = await expected.readFloat32('losses');
    losses.forEach((loss, index) => {
      const found = fit.advance(index + 1, settings.lr).loss;
      expect(Math.abs(found / loss - 1), `step ${index + 1}`).toBeLessThan(5e-5);
    });
    const all = Int32Array.from({ length: rows.count }, (_, row) => row);
    const logits = tf.tidy(() => rows.logits(part.scope(state.parameter), all).dataSync());
    expect(relativeError(logits, await expected.readFloat32('logits'))).toBeLessThan(2e-3);
    await expected.close();
    state.dispose();
    tf.dispose([...part.frozen.values()]);
    expect(tf.memory().numTensors).toBe(before);
  });
}
