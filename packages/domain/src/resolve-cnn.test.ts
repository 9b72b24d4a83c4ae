import { expect, test } from 'vitest';
import { CnnSpec } from './cnn-spec.ts';
import { Hyperparameters } from './hyperparameters.ts';
import { resolveCnn } from './resolve-cnn.ts';

const data = { trainRows: 45_000, sideMax: 32, labels: 10 };
const resolve = (asked: object, more: object = {}) => resolveCnn(Hyperparameters.parse(asked), { ...data, ...more }, 3);

test('auto takes the size of the images, up to a bound', () => {
  expect(CnnSpec.parse(resolve({}))).toMatchObject({ height: 32, width: 32, epochs: 10, seed: 3, labelSmoothing: 0.1 });
  expect(resolve({}, { sideMax: 4_000 }).height).toBe(64);
  expect(resolve({}, { sideMax: 7 }).height).toBe(16);
});

test('what was asked for is kept', () => {
  const asked = { template: 'plain', image_size: 24, n_epochs: 3, batch_size: 16, label_smoothing: 0.2 };
  expect(resolve(asked)).toMatchObject({ height: 24, epochs: 3, batchSize: 16, labelSmoothing: 0.2 });
  expect(resolve(asked).layers).not.toEqual(resolve({}).layers);
});

test.each([
  [{ batch_size: 64 }, { trainRows: 10 }, 'batch_size'],
  [{ template: 'plain', image_size: 16 }, {}, 'image_size'],
  [{ image_size: 128 }, { trainRows: 100_000 }, 'image_size'],
  [{ image_size: 128, batch_size: 256 }, { trainRows: 40_000 }, 'batch_size'],
])('%j is refused at its parameter', (asked, more, name) => {
  const param = `method.supervised.hyperparameters.${name}`;
  expect(() => resolve(asked, more)).toThrow(expect.objectContaining({ code: 'invalid_value', param }));
});
