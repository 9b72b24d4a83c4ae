import { type RawImage, rgbChannels } from './raw-image.ts';

/** The middle of an image; where the image is smaller, black stands around it (`center_crop` of transformers). */
export function cropCenter(image: RawImage, { width, height }: { width: number; height: number }): RawImage {
  const top = startOf(image.height, height);
  const left = startOf(image.width, width);
  const pixels = new Uint8Array(width * height * rgbChannels);
  const firstColumn = Math.max(0, -left);
  const endColumn = Math.min(width, image.width - left);
  for (let row = Math.max(0, -top); row < Math.min(height, image.height - top); row++) {
    const from = ((row + top) * image.width + left + firstColumn) * rgbChannels;
    const length = (endColumn - firstColumn) * rgbChannels;
    pixels.set(image.pixels.subarray(from, from + length), (row * width + firstColumn) * rgbChannels);
  }
  return { width, height, pixels };
}

/**
 * Where the part starts in the whole; negative where it juts out. When it juts out by an odd number, the reference
 * pads ⌈difference / 2⌉ before, which is what the floor gives here.
 */
function startOf(whole: number, part: number): number {
  return Math.floor((whole - part) / 2);
}
