import { type DatasetProblem, datasetProblem } from '@modelmint/domain/dataset-problem';
import { isAppError } from '@modelmint/domain/errors';
import { defaultImageLimits, type ImageHeader, openImage as open } from '@modelmint/ml/image/decode-image';
import { encodePreview } from '@modelmint/ml/image/encode-preview';

/** A page shows it at half this size, sharp on screens of twice the density. */
const previewSide = 160;
/** A file that is no larger is its own preview. */
const previewBytes = 16 * 1024;

export interface OpenedImage extends ImageHeader {
  bytes: Buffer;
  at: Place;
}

interface SeenImage {
  width: number;
  height: number;
  /** A `data:` URL. */
  preview: string;
}

interface Place {
  path: string;
  line: number;
}

/** Format and size by the first bytes, or what is wrong with them. Decodes nothing. */
export async function openImage(bytes: Buffer, at: Place): Promise<OpenedImage | DatasetProblem> {
  if (isArchive(bytes)) return datasetProblem('entry_archive', at.line, { path: at.path });
  return attempt(at, async () => {
    const { width, height, format, decode } = await open(bytes, defaultImageLimits);
    return { width, height, format, decode, bytes, at };
  });
}

/**
 * Decodes the whole, the only way to see that it is complete; makes the small copy for a page of examples. The size is
 * that of the image as it is shown, turned.
 */
export async function seeImage({ bytes, format, decode, at }: OpenedImage): Promise<SeenImage | DatasetProblem> {
  return attempt(at, async () => {
    const image = await decode();
    const { width, height } = image;
    const isSmall = bytes.length <= previewBytes;
    const preview = isSmall ? dataUrl(format, bytes) : dataUrl('jpeg', await encodePreview(image, previewSide));
    return { width, height, preview };
  });
}

function isArchive(bytes: Buffer): boolean {
  const magic = bytes.toString('latin1', 0, 6);
  return ['PK\x03\x04', '\x1f\x8b', '7z\xbc\xaf', 'Rar!'].some((start) => magic.startsWith(start));
}

function dataUrl(format: string, bytes: Uint8Array): string {
  return `data:image/${format};base64,${Buffer.from(bytes).toString('base64')}`;
}

const codes = {
  unsupported_media_type: 'image_format',
  request_too_large: 'image_too_large',
  invalid_file: 'image_damaged',
} as const;

async function attempt<T extends object>({ path, line }: Place, read: () => Promise<T>): Promise<T | DatasetProblem> {
  try {
    return await read();
  } catch (error) {
    if (!isAppError(error) || !Object.hasOwn(codes, error.code)) throw error;
    const code = codes[error.code as keyof typeof codes];
    const { message } = error;
    const reason = `${message.charAt(0).toLowerCase()}${message.slice(1)}`;
    return code === 'image_format'
      ? datasetProblem(code, line, { path })
      : datasetProblem(code, line, { path, reason });
  }
}
