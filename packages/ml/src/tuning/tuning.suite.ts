import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import type { FitEvent } from '../fitting/fit-event.ts';
import { loadImageClassifier } from '../image/load-image-classifier.ts';
import { rgbChannels } from '../image/raw-image.ts';
import { relativeError } from '../reference/compare-values.ts';
import type { ClassifierFigures } from './classifier-training.ts';
import {
  copyVision,
  makeFolder,
  makeToyImages,
  referenceFolder,
  toyLabels,
  toyLora,
  toyVisionSpec,
  writeToyTexts,
} from './toy-classifier.ts';
import { hashOf, openToyTuning, type TextPart } from './toy-tuning.ts';
import { trainVisionClassifier } from './train-vision-classifier.ts';

const full = { kind: 'full' } as const;
const head = { kind: 'head' } as const;
const side = 12;

/** What tuning a checkpoint for labels must do on every engine. */
export function testTuning(open: () => Promise<Engine>): void {
  const { tuneTexts, tuneImages, askTexts } = openToyTuning(open);

  describe.each([
    { name: 'bert', method: full, learningRate: 0.006 },
    { name: 'bert', method: { ...toyLora, rank: 8 }, learningRate: 0.01 },
    { name: 'bert-without-head', method: toyLora, learningRate: 0.01 },
    { name: 'distilbert', method: full, learningRate: 0.006 },
    { name: 'roberta', method: { ...toyLora, useRslora: true }, learningRate: 0.01 },
    { name: 'roberta', method: head, learningRate: 0.02 },
  ])('$name by $method.kind', ({ name, ...spec }) => {
    it('learns eight rows by heart, and answers the same when it is loaded again', async () => {
      const engine = await open();
      const before = engine.tf.memory().numTensors;
      const folder = makeFolder();
      const file = writeToyTexts(folder, 'rows.jsonl', { count: 8, seed: 4 });
      const base = referenceFolder(name);
      const often = path.join(folder, 'often.jsonl');
      writeFileSync(often, readFileSync(file, 'utf8').repeat(12)); // evaluations take longer than steps
      const { metrics, artifactFolder } = await tuneTexts({
        modelFolder: base,
        trainPath: often,
        validationPath: file,
        spec: { ...spec, epochs: 6, weightDecay: 0 },
      });
      expect(metrics.accuracy).toBe(1);
      expect(metrics.auc).toBe(1);
      expect(metrics.loss).toBeLessThan(0.4);
      const isAdapter = spec.method.kind === 'lora';
      const found = await askTexts(
        file,
        isAdapter ? { folder: base, adapterFolder: artifactFolder } : { folder: artifactFolder },
      );
      const ofTruth = found.filter((_, index) => Math.floor(index / 3) % 3 === index % 3);
      const loss = ofTruth.reduce((sum, one) => sum - Math.log(one), 0) / ofTruth.length;
      expect(loss).toBeCloseTo(metrics.loss, 4);
      expect(engine.tf.memory().numTensors).toBe(before);
    });
  });

  it.each([
    { model: 'vit', method: full, learningRate: 0.003 },
    { model: 'vit', method: toyLora, learningRate: 0.01 },
    { model: 'resnet-basic', method: full, learningRate: 0.003 },
    { model: 'resnet-bottleneck', method: head, learningRate: 0.03 },
  ])('learns images by heart, and answers the same when it is loaded again: %j', async ({ model, ...spec }) => {
    const engine = await open();
    const before = engine.tf.memory().numTensors;
    const { metrics, artifactFolder, modelFolder } = await tuneImages(
      model,
      { ...spec, epochs: 10, weightDecay: 0 },
      48,
    );
    expect(metrics.accuracy).toBe(1);
    const files = ['preprocessor_config.json', 'config.json', 'README.md'];
    expect(readdirSync(artifactFolder)).toEqual(expect.arrayContaining(files));
    const options =
      spec.method.kind === 'lora' ? { folder: modelFolder, adapterFolder: artifactFolder } : { folder: artifactFolder };
    const classifier = await loadImageClassifier({ engine, ...options });
    const rows = makeToyImages(9, { side: model === 'vit' ? side : 24, seed: 2 });
    const size = rows.height * rows.width * rgbChannels;
    const images = Array.from({ length: rows.count }, (_, row) => ({
      width: rows.width,
      height: rows.height,
      pixels: rows.pixels.subarray(row * size, (row + 1) * size),
    }));
    const best = classifier.topK(images, 1).flat();
    expect(best.map(({ label }) => label)).toEqual(Array.from(rows.labels, (label) => toyLabels[label]));
    const loss = best.reduce((sum, { probability }) => sum - Math.log(probability), 0) / best.length;
    expect(relativeError([loss], [metrics.loss])).toBeLessThan(1e-3);
    classifier.dispose();
    expect(engine.tf.memory().numTensors).toBe(before);
  });

  it('tells each evaluation and checkpoint, counts the tokens, and stops early', async () => {
    const { tf } = await open();
    const tensors = new Set<number>();
    const { reports, checkpoints, metrics, data, tokensTrained } = await tuneTexts({
      spec: { evaluationsPerEpoch: 3 },
      onEvent: () => void tensors.add(tf.memory().numTensors),
    });
    expect(tensors.size).toBe(1);
    expect(reports.map(({ step, epoch }) => [step, epoch])).toEqual([1, 2, 3, 4, 5, 6].map((n) => [n, n < 4 ? 1 : 2]));
    expect(checkpoints).toHaveLength(6);
    expect(tokensTrained).toBe(2 * data.train.tokens);
    expect(reports.at(-1)?.tokensSeen).toBe(tokensTrained);
    expect(metrics.loss).toBeCloseTo(
      Math.min(...reports.map(({ validLoss }) => validLoss ?? Number.POSITIVE_INFINITY)),
      6,
    );
    expect(reports.at(-1)?.figures?.accuracy).toBeGreaterThanOrEqual(0);
    const early = await tuneTexts({ spec: { epochs: 20, learningRate: 1e-9, earlyStopPatience: 1, seed: 5 } });
    expect(early.metrics).toMatchObject({ stoppedEarly: true });
  });

  it.each([
    { method: full, headDropout: 0.3 },
    { method: { ...toyLora, dropout: 0.2 }, headDropout: 0.1 },
  ])('goes on from any checkpoint to the same bytes, and no tensor is left: %j', async (part) => {
    const { tf } = await open();
    const before = tf.memory().numTensors;
    const spec = { ...part, epochs: 2, evaluationsPerEpoch: 3 };
    const whole = await tuneTexts({ spec });
    const again = await tuneTexts({ spec });
    expect(hashOf(again.artifactFolder)).toBe(hashOf(whole.artifactFolder));
    for (const stopAt of [1, 4]) {
      const stop = new AbortController();
      const checkpointFolder = path.join(makeFolder(), 'checkpoints');
      const onEvent = (event: FitEvent<ClassifierFigures>) => {
        if (event.kind === 'checkpoint' && event.step === stopAt) stop.abort(new Error('killed'));
      };
      await expect(tuneTexts({ spec, checkpointFolder, signal: stop.signal, onEvent })).rejects.toThrow('killed');
      const resume = { folder: path.join(checkpointFolder, `step-${stopAt}`) };
      const resumed = await tuneTexts({ spec, checkpointFolder, resume });
      expect(hashOf(resumed.artifactFolder)).toBe(hashOf(whole.artifactFolder));
      expect(resumed.metrics).toEqual(whole.metrics);
      expect(resumed.tokensTrained).toBe(whole.tokensTrained);
      await expect(tuneTexts({ spec: { ...spec, seed: 9 }, resume })).rejects.toThrow(/another spec or other rows/);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('takes the same steps whatever the micro-batches, and other ones with balanced labels', async () => {
    const losses = async (spec: TextPart['spec']) =>
      (await tuneTexts({ rows: 20, spec: { labelSmoothing: 0.1, ...spec } })).reports.map(({ trainLoss }) => trainLoss);
    const [whole, split, balanced] = [
      await losses({}),
      await losses({ microBatchRows: 3 }),
      await losses({ isBalanced: true }),
    ];
    expect(relativeError(split, whole)).toBeLessThan(1e-4);
    expect(relativeError(balanced, whole)).toBeGreaterThan(1e-4);
  });

  it('changes images as the seed says, the same each time', async () => {
    const augmentation = { isFlipped: true, shift: 2, cutout: 4 };
    const hash = async (seed: number) => hashOf((await tuneImages('vit', { augmentation, seed })).artifactFolder);
    const [first, second, other] = [await hash(1), await hash(1), await hash(2)];
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('keeps the head of a checkpoint that has the same labels, in whatever order', async () => {
    const first = await tuneTexts({ spec: { epochs: 8 } });
    const labels = [...toyLabels].reverse();
    const still = { epochs: 1, learningRate: 1e-12 };
    const kept = await tuneTexts({ modelFolder: first.artifactFolder, labels, spec: still });
    expect(kept.metrics.accuracy).toBe(first.metrics.accuracy);
    expect(kept.metrics.loss).toBeCloseTo(first.metrics.loss, 4);
    const anew = await tuneTexts({ modelFolder: first.artifactFolder, labels: [...labels, 'hot'], spec: still });
    expect(anew.metrics.loss).toBeGreaterThan(kept.metrics.loss);
  });

  it('stops with the step, the learning rate and what to try when the loss is no number', async () => {
    const { tf } = await open();
    const before = tf.memory().numTensors;
    await expect(tuneTexts({ spec: { learningRate: 1e30, clipNorm: 1e9, warmupRatio: 0 } })).rejects.toThrow(
      /^Training diverged: at step \d+ the loss is not a number, with the learning rate at [\d.e+-]+\. Try a tenth/,
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each<[string, TextPart, RegExp]>([
    ['too many tokens', { spec: { maxTokens: 100 } }, /maxTokens is 100, and the model reads at most 64 tokens/],
    [
      'a module that there is not',
      { spec: { method: { ...toyLora, targetModules: ['q_proj'] } } },
      /no linear module q_proj; it has query/,
    ],
    ['one label', { labels: ['cold'] }, /"mild" is none of the model's/],
    [
      'an image model',
      { modelFolder: referenceFolder('vit') },
      /is of a "ViTForImageClassification", which is not supported/,
    ],
  ])('refuses %s', async (_, part, message) => {
    await expect(tuneTexts(part)).rejects.toThrow(message);
  });

  it('refuses images of another size, and LoRA where there are no linear maps', async () => {
    const modelFolder = copyVision('resnet-basic', 24);
    const options = { modelFolder, labels: toyLabels, checkpointFolder: makeFolder(), onEvent: () => undefined };
    const rows = (of: number) => makeToyImages(3, { side: of, seed: 1 });
    const tune = async (of: number, spec: typeof toyVisionSpec) =>
      trainVisionClassifier({ ...options, engine: await open(), trainRows: rows(of), validationRows: rows(of), spec });
    await expect(tune(20, toyVisionSpec)).rejects.toThrow(
      /training images are 20×20×3, the model's image processor makes 24×24/,
    );
    await expect(tune(24, { ...toyVisionSpec, method: toyLora })).rejects.toThrow(/no linear maps/);
    expect(existsSync(path.join(options.checkpointFolder, 'artifact'))).toBe(false);
  });
}
