import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { readSafetensors } from '../weights/read-safetensors.ts';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import { loadTextClassifier } from './load-text-classifier.ts';
import { makeToyRows, toyLabels, toySpec, writeToyData } from './toy-rows.ts';
import { type TrainOptions, trainTextClassifier } from './train-text-classifier.ts';
import type { CheckpointEvent, TrainingEvent } from './training-event.ts';

const hashOf = (folder: string) =>
  createHash('sha256')
    .update(readFileSync(path.join(folder, 'model.safetensors')))
    .digest('hex');

/** What training must do on every engine. */
export function testTraining(open: () => Promise<Engine>): void {
  async function train(part: Partial<TrainOptions> & { rows?: number } = {}) {
    const { rows = 60, ...options } = part;
    const data = writeToyData(makeToyRows(rows, 1), makeToyRows(30, 2));
    const events: TrainingEvent[] = [];
    const result = await trainTextClassifier({
      engine: await open(),
      spec: toySpec,
      labels: toyLabels,
      ...data,
      ...options,
      onEvent: async (event) => {
        events.push(event);
        await options.onEvent?.(event);
      },
    });
    return { ...result, events, data };
  }
  const isCheckpoint = (event: TrainingEvent): event is CheckpointEvent => event.kind === 'checkpoint';

  it('learns eight rows by heart', async () => {
    const rows = makeToyRows(8, 4);
    const data = writeToyData(rows, rows);
    const spec = { ...toySpec, epochs: 40, dropout: 0, labelSmoothing: 0, learningRate: 0.02, evaluationsPerEpoch: 1 };
    const { metrics, artifactFolder } = await train({ ...data, spec });
    expect(metrics.accuracy).toBe(1);
    expect(metrics.loss).toBeLessThan(0.1);

    const model = await loadTextClassifier({ engine: await open(), folder: artifactFolder });
    const answers = model.classify(
      rows.map(({ text }) => text),
      1,
    );
    expect(answers.map(([best]) => best?.label)).toEqual(rows.map(({ label }) => label));
    model.dispose();
  });

  it('reaches 90 % on 600 rows of three classes', async () => {
    const data = writeToyData(makeToyRows(540, 5), makeToyRows(200, 6));
    const spec = { ...toySpec, epochs: 6, batchSize: 16, embeddingSize: 32, hiddenSize: 32 };
    const { metrics, tokensTrained, events } = await train({ ...data, spec });
    expect(metrics.accuracy).toBeGreaterThanOrEqual(0.9);
    expect(metrics.perLabel.map(({ label }) => label)).toEqual(toyLabels);
    expect(metrics.confusion.flat().reduce((a, b) => a + b)).toBe(200);
    const last = events.findLast((event) => event.kind === 'metrics');
    expect(last).toMatchObject({ step: 6 * 34, stepsTotal: 6 * 34, epoch: 6, tokensSeen: tokensTrained });
    expect(events.find((event) => event.kind === 'metrics')?.trainLoss).toBeGreaterThan(last?.trainLoss ?? 9);
  });

  it('gives the same weights for the same seed, others for another', async () => {
    const [first, second] = [await train(), await train()];
    expect(hashOf(second.artifactFolder)).toBe(hashOf(first.artifactFolder));
    expect(second.metrics).toEqual(first.metrics);
    const plain = ({ events }: { events: TrainingEvent[] }) => events.map((event) => ({ ...event, folder: '' }));
    expect(plain(second)).toEqual(plain(first));
    const other = await train({ spec: { ...toySpec, seed: 4 } });
    expect(hashOf(other.artifactFolder)).not.toBe(hashOf(first.artifactFolder));
  });

  it('ends with the same weights when it is cut off at any checkpoint and resumed', async () => {
    const whole = await train();
    const checkpoints = whole.events.filter(isCheckpoint);
    expect(checkpoints.map(({ step }) => step)).toEqual([4, 8, 12, 16]);
    for (const { step } of checkpoints) {
      const stop = new AbortController();
      let folder = '';
      const cut = train({
        signal: stop.signal,
        onEvent: (event) => {
          if (event.kind !== 'checkpoint' || event.step !== step) return;
          folder = `${event.folder}-copy`;
          cpSync(event.folder, folder, { recursive: true });
          stop.abort(new Error('cut off'));
        },
      });
      if (step < 16) await expect(cut).rejects.toThrow('cut off');
      else await cut.catch(() => undefined); // the last step is done: only the closing evaluation may see the abort
      const resumed = await train({ resume: { folder } });
      expect(hashOf(resumed.artifactFolder), `from step ${step}`).toBe(hashOf(whole.artifactFolder));
      expect(resumed.metrics).toEqual(whole.metrics);
      expect(resumed.tokensTrained).toBe(whole.tokensTrained);
    }
  });

  it('keeps the last two checkpoints and the best, whole', async () => {
    const { data, events, metrics } = await train({ spec: { ...toySpec, epochs: 4 } });
    const expected = new Set([
      ...events
        .filter(isCheckpoint)
        .slice(-2)
        .map(({ step }) => step),
      metrics.bestStep,
    ]);
    const kept = readdirSync(data.checkpointFolder).filter((name) => name !== 'artifact');
    expect(new Set(kept)).toEqual(new Set([...expected].map((step) => `step-${step}`)));
  });

  it('stops early without gain and keeps the best', async () => {
    const spec = { ...toySpec, epochs: 30, learningRate: 0.1, earlyStopPatience: 2 };
    const { metrics, events } = await train({ spec, rows: 24 });
    expect(metrics.stoppedEarly).toBe(true);
    const evaluations = events.filter(isCheckpoint);
    expect(evaluations.at(-1)?.step).toBe(metrics.steps);
    expect(evaluations.findIndex(({ step }) => step === metrics.bestStep)).toBe(evaluations.length - 3);
    expect(metrics.loss).toBeCloseTo(Math.min(...evaluations.map((one) => one.metrics.validLoss)), 6);
  });

  it('holds as many tensors at step 200 as at step 10, and none at the end', async () => {
    const { tf } = await open();
    const start = tf.memory().numTensors;
    const counts = new Map<number, number>();
    const spec = { ...toySpec, epochs: 40, evaluationsPerEpoch: 1 };
    await train({
      spec,
      rows: 40,
      onEvent: ({ step }) => {
        counts.set(step, tf.memory().numTensors);
      },
    });
    expect(counts.get(200)).toBe(counts.get(10));
    expect(tf.memory().numTensors).toBe(start);
  });

  it('stops with advice when the loss is not a number', async () => {
    const { events } = await train();
    const folder = events.filter(isCheckpoint).at(-2)?.folder ?? '';
    const file = path.join(folder, 'model.safetensors');
    const weights = await readSafetensors(file);
    weights.find(({ name }) => name === 'output.bias')?.values.fill(Number.NaN);
    await writeSafetensors(file, weights);
    const { tf } = await open();
    const start = tf.memory().numTensors;
    await expect(train({ resume: { folder } })).rejects.toMatchObject({
      code: 'invalid_state',
      fault: 'customer',
      message: expect.stringMatching(/diverged: at step 13 .* learning rate at 0\.00\d+.*Try a tenth/),
    });
    expect(tf.memory().numTensors).toBe(start);
  });

  it('resumes no run of another spec, other labels or other data', async () => {
    const { events } = await train();
    const resume = { folder: events.findLast(isCheckpoint)?.folder ?? '' };
    for (const other of [{ spec: { ...toySpec, seed: 9 } }, { labels: toyLabels.toReversed() }, { rows: 59 }])
      await expect(train({ resume, ...other })).rejects.toMatchObject({
        code: 'invalid_state',
        message: expect.stringContaining('another spec'),
      });
  });

  it('refuses splits without rows and fewer than two labels', async () => {
    const empty = writeToyData([], makeToyRows(3, 1));
    await expect(train(empty)).rejects.toMatchObject({ code: 'dataset_invalid' });
    await expect(train({ ...writeToyData(makeToyRows(3, 1), []) })).rejects.toMatchObject({ code: 'dataset_invalid' });
    await expect(train({ labels: ['a'] })).rejects.toMatchObject({ code: 'dataset_invalid' });
  });
}
