/** Images of one size with their labels, as bytes. */
export interface ImageRows {
  count: number;
  height: number;
  width: number;
  channels: number;
  pixels: Uint8Array; // [count, height, width, channels]
  labels: Int32Array; // [count]
}

/** Mean and standard deviation of each channel, in the units of a byte. */
export interface Normalisation {
  mean: number[];
  deviation: number[];
}

/** Of the images that are trained on; a channel that never changes gets the deviation 1. */
export function measureNormalisation({ pixels, channels }: ImageRows): Normalisation {
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let i = 0; i < pixels.length; i += channels)
    for (let c = 0; c < channels; c++) {
      const value = pixels[i + c] ?? 0;
      sums[c] = (sums[c] ?? 0) + value;
      squares[c] = (squares[c] ?? 0) + value * value;
    }
  const count = Math.max(1, pixels.length / channels);
  const mean = Array.from(sums, (sum) => sum / count);
  const deviation = mean.map((one, c) => Math.sqrt(Math.max(0, (squares[c] ?? 0) / count - one * one)) || 1);
  return { mean, deviation };
}
