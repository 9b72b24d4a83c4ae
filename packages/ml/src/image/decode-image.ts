import { AppError, isAppError } from '@modelmint/domain/errors';
import sharp, { type Metadata, type SharpOptions } from 'sharp';
import { cmykToRgb } from './cmyk-to-rgb.ts';
import { type ImageFormat, imageFormatOf, imageFormats } from './image-format.ts';
import type { RawImage } from './raw-image.ts';

export interface ImageLimits {
  bytesMax: number;
  /** Width × height: a few hundred bytes can claim a billion of them. */
  pixelsMax: number;
  /** The longer side. */
  sideMax: number;
  secondsMax: number;
}

export const defaultImageLimits: ImageLimits = {
  bytesMax: 20 << 20,
  pixelsMax: 25_000_000,
  sideMax: 16_384,
  secondsMax: 20,
};

const white = '#ffffff';

sharp.cache(false); // no image comes twice, and what libvips keeps would count against the process

export interface ImageHeader {
  format: ImageFormat;
  width: number;
  height: number;
  /** @throws AppError `invalid_file` for an image that is damaged or cut off. */
  decode(): Promise<RawImage>;
}

/**
 * Format and size of an image, from its first bytes and before anything is decoded. A JPEG that its EXIF data turn has
 * width and height exchanged when it is decoded.
 *
 * @throws AppError `unsupported_media_type` for another format, `request_too_large` over a limit, `invalid_file` for a
 * damaged header.
 */
export async function openImage(bytes: Uint8Array, limits: ImageLimits = defaultImageLimits): Promise<ImageHeader> {
  const format = imageFormatOf(bytes);
  if (format === null)
    throw new AppError(
      'unsupported_media_type',
      `This is no image that can be read; accepted are ${imageFormats.map((one) => one.toUpperCase()).join(', ')}`,
    );
  if (bytes.byteLength > limits.bytesMax)
    throw new AppError(
      'request_too_large',
      `An image may have ${limits.bytesMax} bytes; this one has ${bytes.byteLength}`,
    );
  // 'error' also refuses what is cut off; 'warning' would refuse harmless stray bytes.
  const options: SharpOptions = { failOn: 'error', ignoreIcc: true, limitInputPixels: limits.pixelsMax };
  return await attempt(format, async () => {
    const header = await sharp(bytes, { ...options, limitInputPixels: false }).metadata(); // decodes nothing
    checkHeader(header, format, limits);
    const { width, height, space } = header;
    const how = { isCmyk: space === 'cmyk', secondsMax: limits.secondsMax };
    return { format, width, height, decode: () => attempt(format, () => readPixels(bytes, options, how)) };
  });
}

/**
 * Pixels of a JPEG, PNG, WebP or GIF (its first frame): turned as its EXIF orientation says, transparency laid on
 * white, grey and CMYK made RGB, 16 bits cut to 8. Colour profiles are left out, as in Pillow, which models were
 * trained with.
 *
 * @throws AppError `unsupported_media_type` for another format, `request_too_large` over a limit (known from the header,
 * before anything is decoded), `invalid_file` for an image that is damaged or cut off.
 */
export async function decodeImage(bytes: Uint8Array, limits: ImageLimits = defaultImageLimits): Promise<RawImage> {
  const { decode } = await openImage(bytes, limits);
  return await decode();
}

async function attempt<T>(format: ImageFormat, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (isAppError(cause)) throw cause;
    throw new AppError('invalid_file', `The ${format.toUpperCase()} image cannot be decoded: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

function checkHeader(header: Metadata, format: ImageFormat, limits: ImageLimits): void {
  const { width, height } = header;
  if (header.format !== format)
    throw new AppError('invalid_file', `The image begins as ${format.toUpperCase()} and goes on as ${header.format}`);
  if (width * height > limits.pixelsMax || Math.max(width, height) > limits.sideMax)
    throw new AppError(
      'request_too_large',
      `An image may have ${limits.pixelsMax} pixels and sides of ${limits.sideMax}; this one has ${width} × ${height}`,
    );
}

async function readPixels(
  bytes: Uint8Array,
  options: SharpOptions,
  { isCmyk, secondsMax }: { isCmyk: boolean; secondsMax: number },
): Promise<RawImage> {
  const turned = sharp(bytes, options).timeout({ seconds: secondsMax }).autoOrient();
  const coloured = isCmyk
    ? turned.pipelineColourspace('cmyk').toColourspace('cmyk')
    : turned.flatten({ background: white }).toColourspace('srgb');
  const { data, info } = await coloured.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const pixels = isCmyk ? cmykToRgb(data) : data;
  const { width, height } = info;
  if (pixels.length !== width * height * 3)
    throw new AppError('invalid_file', `The image has ${info.channels} channels where red, green and blue are due`);
  return { width, height, pixels };
}

/** The first line: libvips repeats itself. */
function reasonOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
}
