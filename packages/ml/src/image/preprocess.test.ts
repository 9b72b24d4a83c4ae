import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { preprocess } from './preprocess.ts';
import { parseImageProcessor } from './read-image-processor.ts';
import { testImage } from './test-image.ts';

const imagenet = { image_mean: [0.485, 0.456, 0.406], image_std: [0.229, 0.224, 0.225] };
const vit = { image_processor_type: 'ViTImageProcessor' };
const convNext = { image_processor_type: 'ConvNextImageProcessor' };

/** SHA-256, shortened, of the float32 values that the processors of transformers 5.24.0 make on Pillow 13.0.0. */
it.each([
  [{ ...vit, size: { height: 32, width: 24 } }, [64, 48], [24, 32], '3ddb0df4ca16053e'],
  [{ ...vit, size: 32, resample: 3, ...imagenet }, [40, 90], [32, 32], '75a333cb632d7ed5'],
  [
    { ...vit, size: { shortest_edge: 40 }, do_center_crop: true, crop_size: { height: 48, width: 30 } },
    [100, 71],
    [30, 48],
    '5f498e80d37173c3',
  ],
  [
    { ...vit, size: { shortest_edge: 40, longest_edge: 61 }, do_normalize: false },
    [100, 50],
    [61, 30],
    'ef5e7cc6e592babc',
  ],
  [
    { ...vit, do_resize: false, do_rescale: false, image_mean: [100, 110, 120], image_std: [50, 60, 70] },
    [10, 7],
    [10, 7],
    '8a31b38c5b3ce0e0',
  ],
  [{ ...convNext, size: { shortest_edge: 56 }, crop_pct: 0.875, ...imagenet }, [121, 80], [56, 56], '9bc4ad76585726de'],
  [convNext, [50, 60], [384, 384], 'e31391e4724da7dc'],
  [{ ...convNext, size: 32, crop_pct: 0.96, resample: 2 }, [30, 100], [32, 32], 'ce8cb1e06a373023'],
] as const)('makes the values that %j makes', (config, [width, height], [newWidth, newHeight], digest) => {
  const made = preprocess(testImage(width, height), parseImageProcessor(config));
  expect(made).toMatchObject({ width: newWidth, height: newHeight });
  const bytes = Buffer.from(made.values.buffer);
  expect(createHash('sha256').update(bytes).digest('hex').slice(0, 16)).toBe(digest);
});

it('refuses an image that would become millions of pixels long', () => {
  const line = { width: 16_000, height: 1, pixels: new Uint8Array(48_000) };
  expect(() => preprocess(line, parseImageProcessor({ ...convNext, size: 224 }))).toThrow(/16000 × 1 is too long/);
});
