import { z } from 'zod';
import { AppError } from '../errors.ts';

export const inputsMax = 2_048;
export const imagesMax = 128;
const textCharactersMax = 50_000;
/** Of an image as a file. */
export const imageBytesMax = 8 * 1024 * 1024;

export const classifyText = z
  .string()
  .max(textCharactersMax, `at most ${textCharactersMax} characters`)
  .refine((value) => value.trim() !== '', 'the text is empty');

/** The base64 of the file, alone: a data URL loses its head. */
const imageData = z
  .string()
  .transform((value) => value.replace(/^data:image\/[\w.+-]+;base64,/, ''))
  .refine((value) => value !== '', 'the image is empty')
  .refine((value) => !/^(https?:|data:)/i.test(value), 'send the image itself as base64; nothing is fetched')
  .refine((value) => isBase64(value), 'it is not base64')
  .refine((value) => value.length <= (imageBytesMax / 3) * 4 + 4, `an image has at most ${imageBytesMax} bytes`);

const image = z.strictObject({ image: imageData });

/** One text or image, or a list of either. */
export const ClassifyInput = z.union([
  classifyText,
  image,
  z.array(classifyText).min(1).max(inputsMax),
  z.array(image).min(1).max(imagesMax),
]);
export type ClassifyInput = z.output<typeof ClassifyInput>;

/** Throws what the schema of a union could not say well: parts of a chat, and lists of both kinds. */
export function refuseMixedInput(input: unknown): void {
  const items = Array.isArray(input) ? input : [input];
  const objects = items.filter((one) => typeof one === 'object' && one !== null);
  if (objects.some((one) => !('image' in one)))
    throw new AppError('unsupported_parameter', 'Send texts as strings and images as {"image": "<base64>"}.', {
      param: 'input',
    });
  if (objects.length > 0 && objects.length < items.length)
    throw new AppError('invalid_value', 'Send either texts or images in one call.', { param: 'input' });
}

export interface ClassifyInputs {
  texts: string[];
  images: { image: string }[];
}

/** One of the two lists is empty. */
export function listInputs(input: ClassifyInput): ClassifyInputs {
  const all = Array.isArray(input) ? input : [input];
  return {
    texts: all.filter((one) => typeof one === 'string'),
    images: all.filter((one) => typeof one !== 'string'),
  };
}

/** Without a copy, and without a pattern that walks back over megabytes. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && !/[^A-Za-z0-9+/=]/.test(text) && /^[^=]*={0,2}$/.test(text.slice(-4));
}
