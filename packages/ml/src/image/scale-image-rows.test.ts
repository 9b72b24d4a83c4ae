import { expect, test } from 'vitest';
import { resizeImage } from './resize-image.ts';
import { makeImageRows, putImage } from './scale-image-rows.ts';
import { testImage } from './test-image.ts';

const size = { width: 8, height: 6 };
const rowOf = (pixels: Uint8Array, row: number) => pixels.subarray(row * 8 * 6 * 3, (row + 1) * 8 * 6 * 3);

test('an image of the size of the rows is taken as it is, another is squeezed whole', () => {
  const [fitting, tall] = [testImage(8, 6), testImage(10, 40)];
  const rows = makeImageRows(3, size);
  putImage(rows, 0, { image: fitting, label: 2 });
  putImage(rows, 1, { image: tall, label: 1 });
  expect(rowOf(rows.pixels, 0)).toEqual(fitting.pixels);
  expect(rowOf(rows.pixels, 1)).toEqual(resizeImage(tall, { ...size, resample: 'bilinear' }).pixels);
  expect(rowOf(rows.pixels, 2).every((value) => value === 0)).toBe(true);
  expect([...rows.labels]).toEqual([2, 1, 0]);
});
