import sharp from 'sharp';
import { type RawImage, rgbChannels } from './raw-image.ts';

/** A small JPEG of an image, to be shown; never larger than the image. */
export async function encodePreview({ width, height, pixels }: RawImage, sideMax: number): Promise<Uint8Array> {
  return await sharp(pixels, { raw: { width, height, channels: rgbChannels } })
    .resize(sideMax, sideMax, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 75 })
    .toBuffer();
}
