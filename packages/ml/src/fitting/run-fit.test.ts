import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readFitCheckpoint } from './fit-checkpoint.ts';
import type { FitEvent } from './fit-event.ts';
import { type Fit, runFit } from './run-fit.ts';
import { newProgress, planSteps } from './training-progress.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-fit-'));
});
afterEach(() => rm(folder, { recursive: true }));

const shapes = [{ name: 'x', shape: [1], isTrained: true }];

/** A model of one number, which goes down by 1 a step; the validation loss is its distance to `best`. */
function oneNumber(best: number, change: Partial<Fit<{ x: number }>> = {}) {
  let x = 10;
  const events: FitEvent<{ x: number }>[] = [];
  const one = (name: string, value: number) => ({ name, shape: [1], values: Float32Array.of(value) });
  const fit: Fit<{ x: number }> = {
    model: {
      advance: () => ({ loss: --x, rows: 4 }),
      measure: () => Promise.resolve({ loss: Math.abs(x - best), figures: { x } }),
      readWeights: () => [one('x', x)],
      optimizerToWrite: () =>
        ['first.x', 'second.x'].map((name) => ({ name, shape: [1], dtype: 'F32', readBytes: () => new Uint8Array(4) })),
    },
    settings: { batchSize: 4, learningRate: 1, schedule: 'constant', warmupRatio: 0, earlyStopPatience: 3 },
    plan: planSteps({ stepsPerEpoch: 2, epochs: 6, evaluationsPerEpoch: 2 }),
    progress: newProgress(),
    best: [],
    runDigest: 'abc',
    checkpointFolder: folder,
    onEvent: (event) => void events.push(structuredClone(event)),
    ...change,
  };
  return { fit, events };
}

it('keeps the best weights, stops when they stay the best, and leaves the last two checkpoints and the best', async () => {
  const { fit, events } = oneNumber(7);
  expect(await runFit(fit)).toEqual([{ name: 'x', shape: [1], values: Float32Array.of(7) }]);
  expect(fit.progress).toMatchObject({ step: 6, bestStep: 3, bestLoss: 0, stoppedEarly: true, tokensSeen: 24 });
  expect((await readdir(folder)).sort()).toEqual(['step-3', 'step-5', 'step-6']);
  expect(events.slice(-2)).toMatchObject([
    { kind: 'metrics', step: 6, stepsTotal: 12, epoch: 3, trainLoss: 4, validLoss: 3, figures: { x: 4 } },
    { kind: 'checkpoint', step: 6, isBest: false, metrics: { trainLoss: 4, validLoss: 3 }, figures: { x: 4 } },
  ]);
  const kept = await readFitCheckpoint(path.join(folder, 'step-5'), 'abc', shapes);
  expect(kept).toMatchObject({
    progress: { step: 5, bestStep: 3 },
    weights: [{ values: Float32Array.of(5) }],
    best: [{ values: Float32Array.of(7) }],
  });
});

it.each([
  ['training', { advance: () => ({ loss: Number.NaN, rows: 4 }) }],
  ['validation', { measure: () => Promise.resolve({ loss: Number.NaN, figures: { x: 0 } }) }],
])('stops with the step, the rate and what to try when the loss of %s is no number', async (_name, change) => {
  const { fit } = oneNumber(7);
  await expect(runFit({ ...fit, model: { ...fit.model, ...change } })).rejects.toMatchObject({
    code: 'invalid_state',
    message: expect.stringMatching(/at step 1 .* learning rate at 1\.00\. Try a tenth .* than 4, or a longer warm-up/),
    fault: 'customer',
  });
});

it('ends when it is told to', async () => {
  const { fit } = oneNumber(0, { signal: AbortSignal.abort(new Error('cut off')) });
  await expect(runFit(fit)).rejects.toThrow('cut off');
});

it('refuses checkpoints of another run, or with other tensors', async () => {
  await runFit(oneNumber(7).fit);
  const read = (digest: string, given: typeof shapes) => readFitCheckpoint(path.join(folder, 'step-6'), digest, given);
  await expect(read('abd', shapes)).rejects.toMatchObject({ code: 'invalid_state', fault: 'platform' });
  await expect(read('abc', [{ name: 'y', shape: [1], isTrained: true }])).rejects.toThrow('model.safetensors lacks y');
  await expect(read('abc', [{ name: 'x', shape: [2], isTrained: true }])).rejects.toThrow(
    'holds x as [1] where the model has [2]',
  );
  await expect(read('abc', [])).rejects.toThrow('holds 1 tensors where the model has 0');
});
