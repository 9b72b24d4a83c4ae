import type { RawImage } from './raw-image.ts';

/** A pattern that any program can make from its formula. Only for tests. */
export function testImage(width: number, height: number): RawImage {
  const pixels = new Uint8Array(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++) pixels[to++] = x * 37 + y * 101 + channel * 59 + x * y * 7;
  return { width, height, pixels };
}
