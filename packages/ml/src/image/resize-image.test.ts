import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { resizeImage } from './resize-image.ts';
import { testImage } from './test-image.ts';

it('rounds as Pillow does', () => {
  const { pixels } = resizeImage(testImage(5, 4), { width: 3, height: 2, resample: 'bicubic' });
  expect([...pixels]).toEqual([
    ...[84, 115, 121, 131, 157, 130, 124, 136, 111],
    ...[149, 91, 137, 147, 144, 114, 115, 112, 109],
  ]);
});

/** SHA-256, shortened, of what Pillow 13.0.0 makes of the test image. */
it.each([
  [[64, 48], [20, 15], 'nearest', '5e43d7c70f94f71a'],
  [[64, 48], [20, 15], 'lanczos', 'a6d0bce83746dd17'],
  [[64, 48], [20, 15], 'bilinear', '6af6a18b490dc184'],
  [[64, 48], [20, 15], 'bicubic', '7d52d85e582c4059'],
  [[64, 48], [20, 15], 'box', '65c8ef82c5200da4'],
  [[64, 48], [20, 15], 'hamming', '27644ee165728a29'],
  [[9, 13], [32, 32], 'nearest', '2bfd33dc9be7ce1d'],
  [[9, 13], [32, 32], 'lanczos', '168593180140815d'],
  [[9, 13], [32, 32], 'bilinear', '683144964330776f'],
  [[9, 13], [32, 32], 'bicubic', '1a6cfa32f7cce351'],
  [[9, 13], [32, 32], 'box', '2bfd33dc9be7ce1d'],
  [[9, 13], [32, 32], 'hamming', 'eb56a8cc5cd4cf59'],
  [[33, 20], [33, 7], 'nearest', '52bdb2b460be9417'],
  [[33, 20], [33, 7], 'lanczos', '87723d49febc1c1a'],
  [[33, 20], [33, 7], 'bilinear', '88cb012a8daa0227'],
  [[33, 20], [33, 7], 'bicubic', '3485d6c7d870052d'],
  [[33, 20], [33, 7], 'box', '36038285e7857647'],
  [[33, 20], [33, 7], 'hamming', '185663dae524d4c3'],
] as const)(
  'makes of %j the %j that Pillow makes by %s',
  ([width, height], [newWidth, newHeight], resample, digest) => {
    const made = resizeImage(testImage(width, height), { width: newWidth, height: newHeight, resample });
    expect(made).toMatchObject({ width: newWidth, height: newHeight });
    expect(createHash('sha256').update(made.pixels).digest('hex').slice(0, 16)).toBe(digest);
  },
);
