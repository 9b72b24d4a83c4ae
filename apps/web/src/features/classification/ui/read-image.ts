import type { Translate } from '../../../i18n/translate.ts';

/** An image that is sent with its call. */
export interface ChosenImage {
  name: string;
  /** A `data:` URL: shown as it is, and sent. */
  url: string;
}

/** As the API allows. */
export const imageBytesMax = 8 * 1024 * 1024;

/** The file as it will be sent; or why it cannot be, and what to do. */
export async function readImage(
  file: File,
  t: Translate<'classification'>,
): Promise<ChosenImage | { problem: string }> {
  const { name } = file;
  if (file.size === 0) return { problem: t('image.empty', { name }) };
  if (file.size > imageBytesMax) return { problem: t('image.large', { name }) };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const format = formatOf(bytes);
  if (format === null) return { problem: t('image.format', { name }) };
  return { name, url: `data:image/${format};base64,${toBase64(bytes)}` };
}

/** By its first bytes: names lie. */
function formatOf(bytes: Uint8Array): 'png' | 'jpeg' | 'webp' | 'gif' | null {
  const begins = (...signs: number[]) => signs.every((sign, at) => bytes[at] === sign);
  if (begins(0x89, 0x50, 0x4e, 0x47)) return 'png';
  if (begins(0xff, 0xd8, 0xff)) return 'jpeg';
  if (begins(0x47, 0x49, 0x46, 0x38)) return 'gif';
  const isWebp = begins(0x52, 0x49, 0x46, 0x46) && bytes[8] === 0x57 && bytes[9] === 0x45;
  return isWebp ? 'webp' : null;
}

const piece = 0x8000;

/** In pieces: a call takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += piece) binary += String.fromCharCode(...bytes.subarray(at, at + piece));
  return btoa(binary);
}
