import { isAppError } from '@modelmint/domain/errors';
import sharp, { type Sharp } from 'sharp';
import { expect, it } from 'vitest';
import { seededRandom } from '../random/seeded-random.ts';
import { decodeImage, defaultImageLimits } from './decode-image.ts';
import { testImage } from './test-image.ts';

const image = testImage(40, 30);
const raw = { width: image.width, height: image.height, channels: 3 } as const;
const start = () => sharp(image.pixels, { raw });
const square = { width: 8, height: 8 };
/** 8 × 8 pixels of the inks 200, 100, 20, 50, written by Pillow. */
const cmykJpeg =
  '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgS' +
  'FBUU/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAgHCf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAOBEMATQBZAEsA' +
  'AD8AHikNHTNf/9k=';

it.each(['jpeg', 'png', 'webp', 'gif'] as const)('reads %s', async (format) => {
  const bytes = await start().toFormat(format, { quality: 100 }).toBuffer();
  const { width, height, pixels } = await decodeImage(bytes);
  expect([width, height, pixels.length]).toEqual([40, 30, 3600]);
  if (format === 'png') expect(pixels).toEqual(Buffer.from(image.pixels));
});

it.each(['jpeg', 'png', 'webp', 'gif'] as const)('refuses a %s that is cut off', async (format) => {
  const bytes = await start().resize(400, 300).toFormat(format).toBuffer();
  for (const share of [0.02, 0.5, 0.9])
    await expect(decodeImage(bytes.subarray(0, bytes.length * share))).rejects.toMatchObject({
      code: 'invalid_file',
      message: expect.stringMatching(/^The \w+ image cannot be decoded: ./),
    });
});

it('turns an image as its EXIF data say', async () => {
  const bytes = await start().png().withMetadata({ orientation: 6 }).toBuffer();
  const { width, height, pixels } = await decodeImage(bytes);
  expect([width, height]).toEqual([30, 40]);
  const lastRow = (image.height - 1) * image.width * 3; // its first pixel comes to the top left
  expect([...pixels.subarray(0, 3)]).toEqual([...image.pixels.subarray(lastRow, lastRow + 3)]);
});

it.each([
  ['transparent', { ...square, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 0 } }, [255, 255, 255]],
  ['half transparent', { ...square, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } }, [255, 127, 127]],
] as const)('lays what is %s on white', async (_, create, expected) => {
  const { pixels } = await decodeImage(await sharp({ create }).png().toBuffer());
  expected.forEach((level, channel) => {
    expect(Math.abs((pixels[channel] ?? -9) - level)).toBeLessThanOrEqual(1);
  });
});

it.each([
  ['grey', (one: Sharp) => one.toColourspace('b-w').png()],
  ['16-bit', (one: Sharp) => one.toColourspace('rgb16').png()],
  ['a palette', (one: Sharp) => one.png({ palette: true })],
])('makes RGB of %s', async (_, convert) => {
  const grey = sharp({ create: { ...square, channels: 3, background: { r: 90, g: 90, b: 90 } } });
  const { pixels } = await decodeImage(await convert(grey).toBuffer());
  expect([...pixels]).toEqual(new Array(8 * 8 * 3).fill(90));
});

it('makes RGB of CMYK as Pillow does', async () => {
  const bytes = Buffer.from(cmykJpeg, 'base64');
  expect((await sharp(bytes).metadata()).space).toBe('cmyk');
  const { pixels } = await decodeImage(bytes);
  expect(pixels.length).toBe(8 * 8 * 3);
  [44, 125, 189].forEach((level, channel) => {
    expect(Math.abs((pixels[channel] ?? -9) - level)).toBeLessThanOrEqual(2);
  });
});

it('takes the first frame of an animation', async () => {
  const frames = Buffer.concat([Buffer.alloc(192, 10), Buffer.alloc(192, 250)]);
  const bytes = await sharp(frames, { raw: { width: 8, height: 16, channels: 3, pageHeight: 8 } })
    .gif()
    .toBuffer();
  expect((await sharp(bytes).metadata()).pages).toBe(2);
  const { width, height, pixels } = await decodeImage(bytes);
  expect([width, height, pixels[0]]).toEqual([8, 8, 10]);
});

it.each([
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
  ['TIFF', () => start().tiff().toBuffer()],
  ['AVIF', () => start().resize(16, 16).avif({ effort: 0 }).toBuffer()],
  ['BMP', Buffer.from('BM\x36\0\0\0')],
  ['nothing', Buffer.alloc(0)],
] as const)('refuses %s by its first bytes', async (_, bytes) => {
  await expect(decodeImage(typeof bytes === 'function' ? await bytes() : bytes)).rejects.toMatchObject({
    code: 'unsupported_media_type',
    message: 'This is no image that can be read; accepted are JPEG, PNG, WEBP, GIF',
  });
});

it('refuses a small file that claims a billion pixels, before it decodes it', async () => {
  const bytes = await start().png().toBuffer();
  bytes.writeUInt32BE(32_000, 16);
  bytes.writeUInt32BE(32_000, 20);
  await expect(decodeImage(withHeaderChecksum(bytes))).rejects.toMatchObject({ code: 'request_too_large' });
});

it.each([
  [{ bytesMax: 100 }, /may have 100 bytes; this one has \d+/],
  [{ pixelsMax: 1000 }, /may have 1000 pixels and sides of 16384; this one has 40 × 30/],
  [{ sideMax: 39 }, /sides of 39; this one has 40 × 30/],
])('refuses what is over %j', async (limit, message) => {
  const decoding = decodeImage(await start().png().toBuffer(), { ...defaultImageLimits, ...limit });
  await expect(decoding).rejects.toMatchObject({ code: 'request_too_large', message: expect.stringMatching(message) });
});

it.each(['jpeg', 'png', 'webp', 'gif'] as const)('decodes or refuses each damaged %s', async (format) => {
  const bytes = await start().toFormat(format).toBuffer();
  for (let seed = 0; seed < 60; seed++) {
    const random = seededRandom(seed);
    const damaged = Buffer.from(bytes);
    for (let changes = 0; changes < 4; changes++)
      damaged[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    const decoded = await decodeImage(damaged).catch((error: unknown) => error);
    if (isAppError(decoded)) continue;
    expect(decoded, `seed ${seed}`).toMatchObject({ width: expect.any(Number), pixels: expect.any(Uint8Array) });
  }
});

/** CRC-32 of a PNG's first chunk, written anew. */
function withHeaderChecksum(png: Buffer): Buffer {
  let crc = 0xffffffff;
  for (const byte of png.subarray(12, 29)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  png.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 29);
  return png;
}
