import { describe, expect, it } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { imageBytesMax, readImage } from './read-image.ts';

const t = english('classification');
const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a];
const fileOf = (bytes: number[] | Uint8Array<ArrayBuffer>, name = 'shoe.png') =>
  new File([new Uint8Array(bytes)], name);

describe('readImage', () => {
  it('gives the bytes as they are, under their true format', async () => {
    const bytes = [...png, ...Array.from({ length: 100_000 }, (_, at) => at % 256)];
    const image = await readImage(fileOf(bytes, 'shoe.jpg'), t);
    const [head, body] = 'url' in image ? image.url.split(',') : [];
    expect(head).toBe('data:image/png;base64');
    expect([...Buffer.from(body ?? '', 'base64')]).toEqual(bytes);
  });

  it.each([
    [[0xff, 0xd8, 0xff, 0xe0], 'jpeg'],
    [[0x47, 0x49, 0x46, 0x38, 0x39], 'gif'],
    [[0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50], 'webp'],
  ])('knows %j', async (bytes, format) => {
    expect(await readImage(fileOf(bytes), t)).toMatchObject({ url: expect.stringContaining(`data:image/${format};`) });
  });

  it.each([
    [[], 'is empty'],
    [[0x25, 0x50, 0x44, 0x46], 'is no PNG, JPEG, WebP or GIF image'],
    [[0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x41, 0x56], 'is no PNG, JPEG, WebP or GIF image'],
  ])('refuses %j: %s', async (bytes, problem) => {
    expect(await readImage(fileOf(bytes), t)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it('refuses what is too large before it is read', async () => {
    const file = fileOf(new Uint8Array(imageBytesMax + 1));
    expect(await readImage(file, t)).toEqual({ problem: expect.stringContaining('Scale it down') });
  });
});
