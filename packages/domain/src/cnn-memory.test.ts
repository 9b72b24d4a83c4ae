import { expect, it } from 'vitest';
import { checkCnnMemory, cnnTrainingBytes } from './cnn-memory.ts';
import { type CnnTemplate, suggestCnnSpec } from './cnn-spec.ts';

const suggest = (template: CnnTemplate, side: number) =>
  suggestCnnSpec(template, { height: side, width: side, trainRows: 50_000 }, 1);

it('counts the parameters of a network, its head included', () => {
  expect(cnnTrainingBytes(suggest('plain', 32), 10).parameters).toBe(122_570 * 14 * 4);
});

it.each(['normed', 'plain', 'wide'] as const)('%s takes more memory with larger images and batches', (template) => {
  const small = suggest(template, 32);
  const bytes = (spec: typeof small) => cnnTrainingBytes(spec, 10).activations;
  expect(bytes(suggest(template, 64))).toBeGreaterThan(3.5 * bytes(small));
  expect(bytes({ ...small, batchSize: 2 * small.batchSize })).toBe(2 * bytes(small));
  expect(cnnTrainingBytes(small, 10).total).toBeLessThan(2e9);
});

it('refuses what does not fit with the numbers and what to do', () => {
  const spec = { ...suggest('normed', 128), batchSize: 512 };
  checkCnnMemory(spec, { labels: 10, bytesMax: 1e12 });
  expect(() => checkCnnMemory(spec, { labels: 10, bytesMax: 2e9 })).toThrow(
    expect.objectContaining({
      code: 'invalid_value',
      param: 'method.supervised.hyperparameters.batch_size',
      message: expect.stringMatching(
        /^A training step would take [\d.]+ GB of memory and may take 2\.0 GB: [\d.]+ GB for 512 images of 128×128 pixels, \d+ MB for the weights\. Try to lower batch_size \(512\) or image_size\.$/,
      ),
    }),
  );
});
