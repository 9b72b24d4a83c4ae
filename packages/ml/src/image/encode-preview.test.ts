import { expect, it } from 'vitest';
import { decodeImage } from './decode-image.ts';
import { encodePreview } from './encode-preview.ts';
import { testImage } from './test-image.ts';

it.each([
  [400, 300, 160, 120],
  [30, 20, 30, 20],
  [1, 999, 1, 160],
])('makes a JPEG of %i × %i pixels that fits', async (width, height, ...size) => {
  const made = await decodeImage(await encodePreview(testImage(width, height), 160));
  expect([made.width, made.height]).toEqual(size);
});
