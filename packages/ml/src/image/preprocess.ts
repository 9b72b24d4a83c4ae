import { cropCenter } from './crop-center.ts';
import type { ImageProcessor } from './image-processor.ts';
import { type RawImage, rgbChannels } from './raw-image.ts';
import { resizeImage } from './resize-image.ts';
import { targetSize } from './target-size.ts';

export interface PreprocessedImage {
  width: number;
  height: number;
  values: Float32Array; // [height, width, 3]
}

/**
 * Makes of an image what the model takes, with the pixels of transformers' processors on Pillow: resize, crop, rescale,
 * normalise. The channels stand last, as TensorFlow.js wants them.
 *
 * @throws AppError `invalid_file` for an image that is too long and thin.
 */
export function preprocess(image: RawImage, processor: ImageProcessor): PreprocessedImage {
  return normalizeImage(shapeImage(image, processor), processor);
}

/**
 * The first half: resize and crop.
 *
 * @throws AppError `invalid_file` for an image that is too long and thin.
 */
export function shapeImage(image: RawImage, { resize, crop }: Pick<ImageProcessor, 'resize' | 'crop'>): RawImage {
  const resized =
    resize === null ? image : resizeImage(image, { ...targetSize(image, resize.to), resample: resize.resample });
  return crop === null ? resized : cropCenter(resized, crop);
}

/** The second half: rescale and normalise what `shapeImage` made. */
export function normalizeImage({ width, height, pixels }: RawImage, processor: ImageProcessor): PreprocessedImage {
  const values = new Float32Array(pixels.length);
  for (let channel = 0; channel < rgbChannels; channel++) {
    const table = levels(processor, channel);
    for (let index = channel; index < pixels.length; index += rgbChannels)
      values[index] = table[pixels[index] ?? 0] ?? 0;
  }
  return { width, height, values };
}

/** What each of the 256 values of a channel becomes, rounded to float32 after each step as the reference rounds it. */
function levels({ rescaleFactor, normalize }: ImageProcessor, channel: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, level) => {
    const rescaled = Math.fround(rescaleFactor === null ? level : level * rescaleFactor);
    if (normalize === null) return rescaled;
    const centred = Math.fround(rescaled - Math.fround(normalize.mean[channel] ?? 0));
    return centred / Math.fround(normalize.std[channel] ?? 1);
  });
}
