import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type CnnLayer, type CnnSpec, cnnTemplates, suggestCnnSpec } from '@modelmint/domain/cnn-spec';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import type { FitEvent } from '../fitting/fit-event.ts';
import { openFitState } from '../fitting/fit-state.ts';
import { planRows } from '../fitting/plan-rows.ts';
import { softmaxLoss } from '../fitting/softmax-loss.ts';
import { reluLayer } from '../layers/plain-layers.ts';
import { startParameters } from '../layers/start-parameters.ts';
import { toTensor } from '../optimizer/adam-slots.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { type CnnFigures, openCnnFit } from './cnn-fit.ts';
import type { ImageRows } from './image-rows.ts';
import { loadCnn } from './load-cnn.ts';
import { makeImageBatch } from './make-image-batch.ts';
import { openCnn } from './open-cnn.ts';
import { trainCnn } from './train-cnn.ts';

const labels = ['top', 'bottom'];
const side = 8;

/** Noise with a bright half; the label says which. */
function halves(count: number, seed: number): ImageRows {
  const random = seededRandom(seed);
  const pixels = new Uint8Array(count * side * side * 3);
  const names = Int32Array.from({ length: count }, (_, row) => row % 2);
  for (let i = 0; i < pixels.length; i++) {
    const row = Math.floor(i / (side * side * 3));
    const y = Math.floor((i % (side * side * 3)) / (side * 3));
    const isBright = (y < side / 2 ? 0 : 1) === names[row];
    pixels[i] = Math.floor(random() * 90) + (isBright ? 120 : 30);
  }
  return { count, height: side, width: side, channels: 3, pixels, labels: names };
}

const spec: CnnSpec = {
  ...suggestCnnSpec('normed', { height: side, width: side, trainRows: 48 }, 7),
  layers: [
    { kind: 'conv', filters: 4, padding: 'same' },
    { kind: 'batch-norm' },
    { kind: 'relu' },
    { kind: 'max-pool' },
    { kind: 'dropout', rate: 0.1 },
    { kind: 'conv', filters: 6, padding: 'valid' },
    { kind: 'relu' },
    { kind: 'flatten' },
    { kind: 'dense', units: 8 },
    { kind: 'batch-norm' },
    { kind: 'relu' },
  ],
  augmentation: { isFlipped: true, shift: 1, cutout: 2 },
  batchSize: 16,
  epochs: 12,
};

export function describeCnn(open: () => Promise<Engine>): void {
  let engine: Engine;
  let folder: string;
  beforeAll(async () => {
    engine = await open();
    folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-cnn-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const train = (
    name: string,
    options: { resume?: string; signal?: AbortSignal; onEvent?: (e: FitEvent<CnnFigures>) => void },
  ) =>
    trainCnn({
      engine,
      spec,
      labels,
      trainRows: halves(48, 1),
      validationRows: halves(20, 2),
      checkpointFolder: path.join(folder, name),
      resume: options.resume === undefined ? undefined : { folder: options.resume },
      signal: options.signal,
      onEvent: options.onEvent ?? (() => undefined),
    });
  const weightsOf = (artifact: string) => readFile(path.join(artifact, 'model.safetensors'));

  it('learns, and says the same after it was saved and loaded', async () => {
    const before = engine.tf.memory().numTensors;
    const { metrics, artifactFolder } = await train('learn', {});
    expect(metrics.accuracy).toBeGreaterThan(0.9);
    const model = await loadCnn({ engine, folder: artifactFolder });
    const rows = halves(20, 2);
    const probabilities = await model.predict(rows);
    const right = rows.labels.filter((label, row) => (probabilities[2 * row + label] ?? 0) > 0.5).length;
    expect(right / rows.count).toBeCloseTo(metrics.accuracy, 10);
    model.dispose();
    expect(engine.tf.memory().numTensors).toBe(before);
  });

  it('resumed from any of its checkpoints, ends with the same weights bit for bit', async () => {
    const checkpoints: string[] = [];
    const controller = new AbortController();
    const cut = train('cut', {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.kind !== 'checkpoint') return;
        checkpoints.push(event.folder);
        if (checkpoints.length === 3) controller.abort(new Error('cut off'));
      },
    });
    await expect(cut).rejects.toThrow('cut off');
    const whole = await train('whole', {});
    const resumed = await train('resumed', { resume: checkpoints[1] ?? '' });
    expect((await weightsOf(resumed.artifactFolder)).equals(await weightsOf(whole.artifactFolder))).toBe(true);
    expect(resumed.metrics).toEqual(whole.metrics);
  });

  it('keeps no tensors from step to step', () => {
    const { tf } = engine;
    const before = tf.memory().numTensors;
    const network = openCnn(spec, 2);
    const state = openFitState(tf, network.parameters, { weights: startParameters(network.parameters, 1) });
    const [train, validation] = [halves(48, 3), halves(2, 4)];
    const normalisation = { mean: [100, 100, 100], deviation: [50, 50, 50] };
    const rows = planRows(train.count, spec);
    const fit = openCnnFit(engine, { spec, labels, network, normalisation, state, rows, train, validation });
    const counts: number[] = [];
    for (let step = 1; step <= 30; step++) {
      fit.advance(step, 0.01);
      counts.push(tf.memory().numTensors);
    }
    expect(new Set(counts.slice(9)).size).toBe(1);
    state.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  describe('gradients against finite differences', () => {
    const cases: { name: string; layers: CnnLayer[] }[] = [
      { name: 'valid convolution and pool', layers: [spec.layers[5] as CnnLayer, { kind: 'max-pool' }] },
      { name: 'same convolution and mean', layers: [spec.layers[0] as CnnLayer, { kind: 'global-average-pool' }] },
      { name: 'batch norm of images', layers: spec.layers.slice(0, 2) },
      {
        name: 'batch norm of vectors',
        layers: [{ kind: 'flatten' }, { kind: 'dense', units: 5 }, { kind: 'batch-norm' }],
      },
    ];
    it.each(cases)('$name', ({ layers }) => {
      const { tf } = engine;
      const network = openCnn({ ...spec, layers }, 2);
      const weights = startParameters(network.parameters, 5);
      const rows = halves(6, 4);
      const normalisation = { mean: [100, 100, 100], deviation: [50, 50, 50] };
      const batch = makeImageBatch(
        rows,
        Int32Array.from({ length: 6 }, (_, i) => i),
        { normalisation },
      );
      const pass = (): { loss: number; gradients: Map<string, Float32Array> } =>
        tf.tidy(() => {
          const tensors = new Map<string, Tensor>(weights.map((one) => [one.name, toTensor(tf, one)]));
          const training = { random: () => 0.5, update: () => undefined };
          const context = { engine, parameter: (name: string) => tensors.get(name) as Tensor, training };
          const images = tf.tensor(batch.pixels, [6, side, side, 3]) as Tensor4D;
          const { logits, backward } = network.forward(context, images);
          const { loss, gradient } = softmaxLoss(logits.dataSync(), batch.labels, { classes: 2, labelSmoothing: 0 });
          const back = backward(tf.tensor(gradient, logits.shape) as Tensor2D);
          return {
            loss,
            gradients: new Map([...back].map(([name, one]) => [name, one.dataSync() as Float32Array])),
          } as never;
        });
      const { gradients } = pass();
      for (const { name } of network.parameters.filter(({ isTrained }) => isTrained)) {
        const { values } = weights.find((one) => one.name === name) as { values: Float32Array };
        for (const index of [0, Math.floor(values.length / 2)]) {
          const kept = values[index] as number;
          const step = 0.004;
          values[index] = kept + step;
          const above = pass().loss;
          values[index] = kept - step;
          const below = pass().loss;
          values[index] = kept;
          expect(gradients.get(name)?.[index], `${name}[${index}]`).toBeCloseTo((above - below) / (2 * step), 3);
        }
      }
    });
  });

  it('lets gradients through a rectifier where its input is above 0', () => {
    const { tf } = engine;
    const context = { engine, parameter: () => tf.scalar(0), training: undefined };
    const values = tf.tidy(() => {
      const { output, backward } = reluLayer([3]).run(context, tf.tensor2d([[-2, 0.5, 3]]));
      return [output.dataSync(), backward(tf.tensor2d([[7, 8, 9]]), () => undefined).dataSync()] as never;
    });
    expect(values).toEqual([Float32Array.of(0, 0.5, 3), Float32Array.of(0, 8, 9)]);
  });

  it('has the sizes that its templates tell of', () => {
    const { parameters } = openCnn({ height: 32, width: 32, channels: 3, layers: [...cnnTemplates.plain] }, 10);
    const sizes = parameters.map(({ shape }) => shape.reduce((product, one) => product * one, 1));
    expect(sizes.reduce((sum, one) => sum + one, 0)).toBe(122_570);
  });

  it.each([
    ['a dense layer on an image', [{ kind: 'dense', units: 3 }], 'Layer 1 (dense) does not fit: its input is [8,8,3]'],
    ['a convolution on a vector', [{ kind: 'flatten' }, spec.layers[0]], 'no image any more'],
    ['too many pools', Array.from({ length: 4 }, () => ({ kind: 'max-pool' })), 'its input is 1×1 pixels'],
  ])('refuses %s', (_name, layers, message) => {
    expect(() => openCnn({ ...spec, layers: layers as CnnLayer[] }, 2)).toThrow(message);
  });

  it('refuses data that do not fit, and checkpoints of another run', async () => {
    const base = {
      engine,
      spec,
      labels,
      trainRows: halves(48, 1),
      validationRows: halves(20, 2),
      onEvent: () => undefined,
    };
    const checkpointFolder = path.join(folder, 'refused');
    const run = (change: object) => trainCnn({ ...base, checkpointFolder, ...change });
    await expect(run({ labels: ['one'] })).rejects.toThrow('two or more different labels');
    await expect(run({ trainRows: { ...halves(2, 1), count: 0 } })).rejects.toThrow('the training split has no images');
    await expect(run({ spec: { ...spec, height: 16 } })).rejects.toThrow('the network reads 16×8×3');
    await expect(run({ labels: ['a', 'b', 'c'], resume: { folder: path.join(folder, 'nowhere') } })).rejects.toThrow(
      'nowhere is no model',
    );
    const other = { ...spec, seed: 8 };
    const checkpoints: string[] = [];
    await run({
      spec: { ...spec, epochs: 1 },
      onEvent: (e: FitEvent<CnnFigures>) => e.kind === 'checkpoint' && checkpoints.push(e.folder),
    });
    await expect(run({ spec: other, resume: { folder: checkpoints[0] } })).rejects.toThrow(
      'of a run with another spec',
    );
  });
}
