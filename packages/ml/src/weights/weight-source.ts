/** Types of the safetensors format. */
export const dtypes = [
  'F64',
  'F32',
  'F16',
  'BF16',
  'I64',
  'I32',
  'I16',
  'I8',
  'U64',
  'U32',
  'U16',
  'U8',
  'BOOL',
] as const;

export type Dtype = (typeof dtypes)[number];

export interface StoredTensor {
  name: string;
  dtype: Dtype;
  shape: readonly number[];
}

/** Named tensors on disk, read one at a time. */
export interface WeightSource {
  /** In the order of their values in the files. */
  tensors: readonly StoredTensor[];
  find(name: string): StoredTensor | undefined;
  /** Values in row-major order as float32; integers beyond 2²⁴ are rounded. */
  readFloat32(name: string): Promise<Float32Array>;
  /** The stored little-endian bytes. */
  readBytes(name: string): Promise<Uint8Array>;
  metadata: Readonly<Record<string, string>>;
  close(): Promise<void>;
}
