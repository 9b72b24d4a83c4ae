import type { ResampleName } from './resample-filters.ts';

export interface ImageSize {
  width: number;
  height: number;
}

/** How a model wants its images, whatever class of transformers said so. Null: the step is left out. */
export interface ImageProcessor {
  resize: { to: ImageSize | ShortestEdge; resample: ResampleName } | null;
  /** The middle that is kept after resizing. */
  crop: ImageSize | null;
  /** What a value of 0…255 is multiplied by. */
  rescaleFactor: number | null;
  /** Of red, green and blue, after rescaling: `(value − mean) / std`. */
  normalize: { mean: readonly number[]; std: readonly number[] } | null;
}

/** Keeps the proportions. */
export interface ShortestEdge {
  shortestEdge: number;
  /** Wins over the shortest edge when both cannot be kept. */
  longestEdge: number | null;
}
