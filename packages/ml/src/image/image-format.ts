export const imageFormats = ['jpeg', 'png', 'webp', 'gif'] as const;

export type ImageFormat = (typeof imageFormats)[number];

/** What the first bytes say that a file is; null when it is no image that is accepted. */
export function imageFormatOf(bytes: Uint8Array): ImageFormat | null {
  const starts = (text: string, at = 0) => latin1(bytes, at, text.length) === text;
  if (starts('\xff\xd8\xff')) return 'jpeg';
  if (starts('\x89PNG\r\n\x1a\n')) return 'png';
  if (starts('RIFF') && starts('WEBP', 8)) return 'webp';
  return starts('GIF87a') || starts('GIF89a') ? 'gif' : null;
}

function latin1(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
