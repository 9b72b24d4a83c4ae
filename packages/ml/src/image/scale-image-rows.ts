import type { ImageRows } from '../cnn/image-rows.ts';
import type { ImageSize } from './image-processor.ts';
import { type RawImage, rgbChannels } from './raw-image.ts';
import { resizeImage } from './resize-image.ts';

/** Room for `count` images of one size, black and of the first label until `putImage` fills them. */
export function makeImageRows(count: number, { width, height }: ImageSize): ImageRows {
  const pixels = new Uint8Array(count * width * height * rgbChannels);
  return { count, height, width, channels: rgbChannels, pixels, labels: new Int32Array(count) };
}

/**
 * Puts an image of any size into its row, scaled as a network from scratch sees it in training and in serving alike: the
 * whole image, squeezed to the rows' size, bilinear with antialiasing.
 */
export function putImage(
  rows: ImageRows,
  row: number,
  { image, label = 0 }: { image: RawImage; label?: number },
): void {
  const { width, height, channels } = rows;
  const isFitting = image.width === width && image.height === height;
  const { pixels } = isFitting ? image : resizeImage(image, { width, height, resample: 'bilinear' });
  rows.pixels.set(pixels, row * width * height * channels);
  rows.labels[row] = label;
}
