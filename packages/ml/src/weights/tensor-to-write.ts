import type { Dtype } from './weight-source.ts';

/** A tensor whose bytes are made when their turn to be written comes, so that a model is never held twice. */
export interface TensorToWrite {
  name: string;
  shape: readonly number[];
  dtype: Dtype;
  /** Little-endian, in row-major order. */
  readBytes(): Promise<Uint8Array> | Uint8Array;
}
