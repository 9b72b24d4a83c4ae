import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseImageProcessor, readImageProcessor } from './read-image-processor.ts';

const half = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] };

it.each([
  [
    { image_processor_type: 'ViTImageProcessorFast' },
    { resize: { to: { height: 224, width: 224 }, resample: 'bilinear' }, crop: null },
  ],
  [
    { feature_extractor_type: 'ConvNextFeatureExtractor', crop_pct: 0.875, resample: 3, size: 224 },
    { resize: { to: { shortestEdge: 256 }, resample: 'bicubic' }, crop: { height: 224, width: 224 } },
  ],
  [{ crop_pct: 0.875, size: { shortest_edge: 64 } }, { crop: { height: 64, width: 64 } }],
  [{ size: 96, resample: null }, { resize: { to: { height: 96, width: 96 }, resample: 'bilinear' } }],
  [
    { do_resize: false, do_rescale: false, do_normalize: false },
    { resize: null, rescaleFactor: null, normalize: null },
  ],
  [
    { image_mean: 0.5, image_std: null },
    { rescaleFactor: 1 / 255, normalize: half },
  ],
] as const)('reads %j', (config, expected) => {
  expect(parseImageProcessor(config)).toMatchObject(expected);
});

it.each([
  [{ image_processor_type: 'CLIPImageProcessor' }, /image_processor_type must be one of ViT.*found "CLIPImageProc/],
  [{ size: { max_height: 10, max_width: 10 } }, /size must be .*found {"max_height"/],
  [{ size: 100_000 }, /size must be .*found 100000/],
  [{ do_center_crop: true }, /crop_size must be .*missing/],
  [{ crop_pct: 0.9, size: { height: 3, width: 3 } }, /size must be a number or {"shortest_edge"}/],
  [{ crop_pct: 0, size: 224 }, /crop_pct must be above 0/],
  [{ crop_pct: 0.9, size: 224, do_center_crop: true, crop_size: 200 }, /do_center_crop must be false/],
  [{ resample: 9 }, /resample must be 0 \(nearest\), .*found 9/],
  [{ image_mean: [1, 2] }, /image_mean must be a number or 3/],
  [{ image_std: [1, 0, 1] }, /image_std .* above 0; found \[1,0,1\]/],
  [{ do_resize: 'yes' }, /do_resize must be true or false; found "yes"/],
  [{ do_pad: true }, /do_pad must be false/],
])('refuses %j and names the field', (config, message) => {
  expect(() => parseImageProcessor(config)).toThrow(message);
});

it('reads the file of a folder, and says when there is none', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'processor-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await expect(readImageProcessor(folder)).rejects.toThrow(/has no preprocessor_config.json/);
  await writeFile(path.join(folder, 'preprocessor_config.json'), '{"size": 8}');
  expect(await readImageProcessor(folder)).toMatchObject({ resize: { to: { width: 8, height: 8 } } });
});
