import { type RawImage, rgbChannels } from './raw-image.ts';
import { type ResampleFilter, type ResampleName, resampleFilters } from './resample-filters.ts';

/** Bits behind the point of a weight: 32, less 8 of a pixel, less 2 for sums over 1 (Pillow's PRECISION_BITS). */
const precisionBits = 22;
const half = 1 << (precisionBits - 1);

/** Which pixels of a line make one pixel of the new line, and with what weights. */
interface Window {
  first: number;
  weights: Int32Array;
}

/**
 * Makes an image of another size exactly as Pillow's `Image.resize` does, so that a model sees the pixels that it was
 * trained on: two passes of convolution, wider filters when shrinking, whole-number weights, rounding after each pass.
 * Pillow 13 makes the columns first for some shapes; here, as up to Pillow 12, the rows are, which differs by one level.
 */
export function resizeImage(
  image: RawImage,
  { width, height, resample }: { width: number; height: number; resample: ResampleName },
): RawImage {
  if (resample === 'nearest') return takeNearest(image, width, height);
  const filter = resampleFilters[resample];
  let { pixels } = image;
  if (width !== image.width) {
    const columns = windows(image.width, width, filter);
    pixels = convolve(pixels, columns, { length: image.width, inner: rgbChannels });
  }
  if (height !== image.height) {
    const rows = windows(image.height, height, filter);
    pixels = convolve(pixels, rows, { length: image.height, inner: width * rgbChannels });
  }
  return { width, height, pixels };
}

function windows(from: number, to: number, filter: ResampleFilter): Window[] {
  const scale = from / to;
  const stretch = Math.max(1, scale); // antialiasing: the filter covers all that falls on one new pixel
  const support = filter.support * stretch;
  return Array.from({ length: to }, (_, index) => {
    const centre = (index + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(from, Math.trunc(centre + support + 0.5));
    const inverse = 1 / stretch;
    const raw = Array.from({ length: end - first }, (_, i) => filter.weight((i + first - centre + 0.5) * inverse));
    const total = raw.reduce((sum, one) => sum + one, 0);
    const share = (one: number) => (total === 0 ? one : one / total);
    return { first, weights: Int32Array.from(raw, (one) => toFixedPoint(share(one))) };
  });
}

/** Rounded half away from 0. */
function toFixedPoint(weight: number): number {
  return Math.trunc(weight * 2 ** precisionBits + (weight < 0 ? -0.5 : 0.5));
}

/** [outer, length, inner] → [outer, windows, inner] */
function convolve(pixels: Uint8Array, windows: readonly Window[], axis: { length: number; inner: number }): Uint8Array {
  const { length, inner } = axis;
  const outer = pixels.length / (length * inner);
  const result = new Uint8Array(outer * windows.length * inner);
  let to = 0;
  for (let line = 0; line < outer; line++)
    for (const { first, weights } of windows)
      for (let column = 0; column < inner; column++) {
        let from = (line * length + first) * inner + column;
        let sum = half;
        for (let index = 0; index < weights.length; index++, from += inner)
          sum += (pixels[from] ?? 0) * (weights[index] ?? 0);
        result[to++] = Math.min(255, Math.max(0, sum >> precisionBits));
      }
  return result;
}

function takeNearest(image: RawImage, width: number, height: number): RawImage {
  const rows = nearest(image.height, height);
  const columns = nearest(image.width, width);
  const pixels = new Uint8Array(width * height * rgbChannels);
  let to = 0;
  for (const row of rows)
    for (const column of columns) {
      const from = (row * image.width + column) * rgbChannels;
      for (let channel = 0; channel < rgbChannels; channel++) pixels[to++] = image.pixels[from + channel] ?? 0;
    }
  return { width, height, pixels };
}

/** Adds the scale up step by step, as Pillow does: a product would now and then fall on the other side of a border. */
function nearest(from: number, to: number): Int32Array {
  const scale = from / to;
  let at = scale * 0.5;
  return Int32Array.from({ length: to }, () => {
    const index = Math.min(from - 1, Math.floor(at));
    at += scale;
    return index;
  });
}
