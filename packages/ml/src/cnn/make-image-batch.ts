import type { CnnSpec } from '@modelmint/domain/cnn-spec';
import type { ImageRows, Normalisation } from './image-rows.ts';

export interface ImageBatch {
  size: number;
  pixels: Float32Array; // [size, height, width, channels], normalised
  labels: Int32Array;
}

export interface ImageBatchOptions {
  normalisation: Normalisation;
  /** Absent: the images as they are. */
  augmentation?: { random: () => number } & CnnSpec['augmentation'];
}

/** The chosen images, normalised and perhaps shifted, mirrored and covered in part. */
export function makeImageBatch(rows: ImageRows, chosen: Int32Array, options: ImageBatchOptions): ImageBatch {
  const size = rows.height * rows.width * rows.channels;
  const pixels = new Float32Array(chosen.length * size);
  const tables = normalTables(options.normalisation);
  chosen.forEach((row, index) => {
    const source = rows.pixels.subarray(row * size, (row + 1) * size);
    placeImage(source, pixels.subarray(index * size, (index + 1) * size), { rows, tables, options });
  });
  return { size: chosen.length, pixels, labels: Int32Array.from(chosen, (row) => rows.labels[row] ?? 0) };
}

/** The normalised value of each byte, by channel. */
function normalTables({ mean, deviation }: Normalisation): Float32Array[] {
  return mean.map((one, c) => Float32Array.from({ length: 256 }, (_, byte) => (byte - one) / (deviation[c] ?? 1)));
}

interface Placing {
  rows: ImageRows;
  tables: Float32Array[];
  options: ImageBatchOptions;
}

function placeImage(source: Uint8Array, target: Float32Array, { rows, tables, options }: Placing): void {
  const { height, width, channels } = rows;
  const { augmentation } = options;
  const shift = augmentation?.shift ?? 0;
  const draw = (range: number) => Math.floor((augmentation?.random() ?? 0) * range);
  const down = shift === 0 ? 0 : draw(2 * shift + 1) - shift;
  const right = shift === 0 ? 0 : draw(2 * shift + 1) - shift;
  const isMirrored = augmentation?.isFlipped === true && draw(2) === 1;
  let to = 0;
  for (let y = 0; y < height; y++) {
    const line = mirror(y + down, height) * width;
    for (let x = 0; x < width; x++) {
      const column = mirror((isMirrored ? width - 1 - x : x) + right, width);
      const from = (line + column) * channels;
      for (let c = 0; c < channels; c++) target[to++] = tables[c]?.[source[from + c] ?? 0] ?? 0;
    }
  }
  if (augmentation !== undefined && augmentation.cutout > 0) cover(target, rows, { side: augmentation.cutout, draw });
}

/** Reflects a place outside of [0, size) at the border, as if the image went on in a mirror. */
function mirror(place: number, size: number): number {
  const last = size - 1;
  const folded = Math.abs(place);
  return folded > last ? Math.max(0, 2 * last - folded) : folded;
}

/** Cut-out (DeVries and Taylor 2017): a square becomes the mean colour, which is 0 here. It may lie over the border. */
function cover(
  target: Float32Array,
  { height, width, channels }: ImageRows,
  { side, draw }: { side: number; draw: (range: number) => number },
): void {
  const top = draw(height) - Math.floor(side / 2);
  const left = draw(width) - Math.floor(side / 2);
  const from = Math.max(0, left);
  const to = Math.min(width, left + side);
  for (let y = Math.max(0, top); y < Math.min(height, top + side); y++)
    target.fill(0, (y * width + from) * channels, (y * width + to) * channels);
}
