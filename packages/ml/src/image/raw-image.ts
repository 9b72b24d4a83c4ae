/** Red, green and blue of each pixel in 0…255, row by row: [height, width, 3]. */
export interface RawImage {
  width: number;
  height: number;
  pixels: Uint8Array;
}

export const rgbChannels = 3;
