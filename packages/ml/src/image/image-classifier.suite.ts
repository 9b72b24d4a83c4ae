import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { softmax } from '../metrics/softmax.ts';
import { checkImageClassifier } from '../reference/check-image-classifier.ts';
import { relativeError } from '../reference/compare-values.ts';
import { referenceFolders } from '../reference/reference-folders.ts';
import { loadImageClassifier } from './load-image-classifier.ts';
import { loadVisionModel } from './load-vision-model.ts';
import { preprocess } from './preprocess.ts';
import { parseImageProcessor } from './read-image-processor.ts';
import { testImage } from './test-image.ts';

const families = ['vit', 'resnet'];
const folders = referenceFolders().filter(({ folder }) => families.includes(readConfig(folder).model_type ?? ''));

function readConfig(folder: string): { model_type?: string; image_size?: number } {
  return JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8'));
}

async function withProcessor(folder: string, processor: object): Promise<string> {
  const copy = await mkdtemp(path.join(tmpdir(), 'classifier-'));
  onTestFinished(() => rm(copy, { recursive: true }));
  await cp(folder, copy, { recursive: true });
  await writeFile(path.join(copy, 'preprocessor_config.json'), JSON.stringify(processor));
  return copy;
}

/** More than a batch, of two shapes. */
const images = Array.from({ length: 11 }, (_, index) => testImage(40 + index, index % 3 === 0 ? 50 : 30));

export function testImageClassifiers(open: () => Promise<Engine>): void {
  describe.each(folders)('$name', ({ folder }) => {
    const size = readConfig(folder).image_size ?? 64;

    it('computes what the reference computes, and leaves nothing behind', async () => {
      const engine = await open();
      const before = engine.tf.memory().numTensors;
      const checks = await checkImageClassifier({ engine, folder });
      expect(checks.map(({ check }) => check)).toEqual(expect.arrayContaining(['last_hidden', 'logits']));
      expect(checks.filter(({ isFine }) => !isFine)).toEqual([]);
      expect(engine.tf.memory().numTensors).toBe(before);
    });

    it('ranks the labels of each image as it would alone', async () => {
      const engine = await open();
      const { tf } = engine;
      const before = tf.memory().numTensors;
      const processor = { image_processor_type: 'ViTImageProcessor', size };
      const classifier = await loadImageClassifier({ engine, folder: await withProcessor(folder, processor) });
      const ranked = classifier.topK(images, 3);
      expect(ranked.map((one) => one.length)).toEqual(images.map(() => 3));
      const model = await loadVisionModel({ engine, folder });
      images.forEach((image, index) => {
        const { values } = preprocess(image, parseImageProcessor(processor));
        const logits = tf.tidy(() => {
          const hidden = model.architecture.hiddenStates(
            model.scope,
            model.config,
            tf.tensor4d(values, [1, size, size, 3]),
          );
          return model.architecture.classify(model.scope, model.config, hidden).dataSync();
        });
        const all = [...softmax(logits, logits.length).entries()].sort(([, a], [, b]) => b - a).slice(0, 3);
        expect(ranked[index]?.map(({ label }) => label)).toEqual(all.map(([label]) => classifier.labels[label]));
        const found = ranked[index]?.map(({ probability }) => probability) ?? [];
        expect(
          relativeError(
            found,
            all.map(([, probability]) => probability),
          ),
        ).toBeLessThan(1e-4);
      });
      model.dispose();
      classifier.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });
  });

  describe('an image classifier', () => {
    const folder = (part: string) => folders.find(({ name }) => name.endsWith(part))?.folder ?? '';

    it('takes images of any size where the model does', async () => {
      const engine = await open();
      const whole = await withProcessor(folder('/resnet-basic'), { do_resize: false });
      const classifier = await loadImageClassifier({ engine, folder: whole });
      onTestFinished(() => classifier.dispose());
      const [together, alone] = [classifier.topK(images, 1), images.map((image) => classifier.topK([image], 1)[0])];
      expect(together.map(([one]) => one?.label)).toEqual(alone.map((one) => one?.[0]?.label));
    });

    it.each([
      [{ size: 8 }, /takes images of \d+ × \d+; preprocessor_config.json makes 8 × 8/],
      [{ size: 'large' }, /preprocessor_config.json: size must be/],
    ])('refuses a processor that does not fit: %j', async (processor, message) => {
      const engine = await open();
      const before = engine.tf.memory().numTensors;
      const copy = await withProcessor(folder('/vit'), processor);
      await expect(loadImageClassifier({ engine, folder: copy })).rejects.toThrow(message);
      expect(engine.tf.memory().numTensors).toBe(before);
    });

    it('refuses an image that stays of another size', async () => {
      const engine = await open();
      const copy = await withProcessor(folder('/vit'), { do_resize: false });
      const classifier = await loadImageClassifier({ engine, folder: copy });
      onTestFinished(() => classifier.dispose());
      expect(() => classifier.topK(images, 1)).toThrow(/takes images of/);
    });

    it('says when a folder has no processor', async () => {
      const engine = await open();
      await expect(loadImageClassifier({ engine, folder: folder('/vit') })).rejects.toThrow(
        /has no preprocessor_config.json/,
      );
    });
  });
}
