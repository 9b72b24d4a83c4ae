import path from 'node:path';
import { openEngine } from '@modelmint/ml/engine/open-engine';
import { copyVision, toyEncoderSpec, toyLora, toyVisionSpec } from '@modelmint/ml/tuning/toy-classifier';
import { expect, test } from 'vitest';
import { checkClassifierFits } from './check-classifier-fits.ts';

const references = path.resolve(import.meta.dirname, '../../../../packages/ml/references');
const bert = path.join(references, 'bert');
const megabytes = 1e6;

test.each([
  ['texts', () => bert, { ...toyEncoderSpec, method: toyLora }, 'lora_rank', /for 8 texts at once/],
  ['images', () => copyVision('vit', 12), { ...toyVisionSpec, method: toyLora }, 'lora_rank', /for 8 images at once/],
  [
    'convolutions',
    () => copyVision('resnet-basic', 24),
    toyVisionSpec,
    'training_method',
    /for gradients and optimizer/,
  ],
] as const)(
  'a step of %s larger than what is left is refused with the numbers',
  async (_name, folder, spec, param, message) => {
    const engine = await openEngine({ only: 'wasm' });
    const asked = { spec, labels: ['a', 'b'], engine };
    const used = process.memoryUsage.rss();
    await checkClassifierFits(folder(), { ...asked, memoryBytesMax: used + 2_000 * megabytes });
    await expect(checkClassifierFits(folder(), { ...asked, memoryBytesMax: used / 2 })).rejects.toMatchObject({
      ...{ code: 'invalid_value', param: `method.supervised.hyperparameters.${param}` },
      message: expect.stringMatching(message),
    });
  },
);
