import { AppError } from '@modelmint/domain/errors';
import { imageTokens } from '@modelmint/domain/image-tokens';
import { decodeImage, defaultImageLimits } from '@modelmint/ml/image/decode-image';
import type { RawImage } from '@modelmint/ml/image/raw-image';
import type { LoadedImageClassifier } from './loaded-model.ts';
import { Slots } from './slots.ts';

export interface ReadImage {
  /** In the size that the model takes. */
  image: RawImage;
  tokens: number;
}

/** Whole images in memory at a time, of all calls. */
const decoding = new Slots(2);
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;
const dataUrl = /^data:image\/[a-z0-9.+-]{1,40};base64,/;

/**
 * Images as the model takes them; only one at a time of a call is in memory as a whole.
 *
 * @throws AppError `invalid_value` with `param` for one that is no base64, no image, damaged or too large; the signal's reason.
 */
export async function readImages(
  model: LoadedImageClassifier,
  inputs: readonly { image: string }[],
  signal: AbortSignal,
): Promise<ReadImage[]> {
  const images: ReadImage[] = [];
  for (const [index, input] of inputs.entries()) images.push(await readImage(model, input.image, { index, signal }));
  return images;
}

function readImage(
  model: LoadedImageClassifier,
  text: string,
  { index, signal }: { index: number; signal: AbortSignal },
): Promise<ReadImage> {
  return decoding.run(async () => {
    signal.throwIfAborted();
    try {
      const image = await decodeImage(readBase64(text));
      return { image: model.shape(image), tokens: imageTokens(image) };
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new AppError('invalid_value', `The image cannot be used: ${why}.`.replace(/\.\.$/, '.'), {
        param: `input[${index}]`,
        cause,
      });
    }
  });
}

function readBase64(text: string): Buffer {
  const body = text.slice(0, 64).startsWith('data:') ? text.replace(dataUrl, '') : text;
  const sizeMax = defaultImageLimits.bytesMax;
  if ((body.length / 4) * 3 > sizeMax + 4)
    throw new AppError('invalid_value', `an image may have ${sizeMax} bytes; this one has more`);
  if (body.length % 4 === 1 || !base64.test(body))
    throw new AppError('invalid_value', 'it is not base64; send the bytes of the file as base64 or as a data URL');
  return Buffer.from(body, 'base64');
}
