import type { Dtype } from './weight-source.ts';

/** Writes `bytes`, little-endian values of a type, as float32 into `out`, which has room for exactly as many. */
export type ToFloat32 = (bytes: Uint8Array, out: Float32Array) => void;

/** `bytes` must start at a multiple of 8 in its buffer. Integers beyond 2²⁴ are rounded, as float64 values are. */
export const toFloat32: Readonly<Record<Dtype, ToFloat32>> = {
  F32: (bytes, out) => out.set(new Float32Array(bytes.buffer, bytes.byteOffset, out.length)),
  F64: (bytes, out) => out.set(new Float64Array(bytes.buffer, bytes.byteOffset, out.length)),
  F16: fromFloat16,
  BF16: fromBfloat16,
  I64: (bytes, out) => fromPairs(bytes, out, new Int32Array(bytes.buffer, bytes.byteOffset, out.length * 2)),
  U64: (bytes, out) => fromPairs(bytes, out, new Uint32Array(bytes.buffer, bytes.byteOffset, out.length * 2)),
  I32: (bytes, out) => out.set(new Int32Array(bytes.buffer, bytes.byteOffset, out.length)),
  U32: (bytes, out) => out.set(new Uint32Array(bytes.buffer, bytes.byteOffset, out.length)),
  I16: (bytes, out) => out.set(new Int16Array(bytes.buffer, bytes.byteOffset, out.length)),
  U16: (bytes, out) => out.set(new Uint16Array(bytes.buffer, bytes.byteOffset, out.length)),
  I8: (bytes, out) => out.set(new Int8Array(bytes.buffer, bytes.byteOffset, out.length)),
  U8: (bytes, out) => out.set(bytes),
  BOOL: (bytes, out) => {
    for (let i = 0; i < out.length; i++) out[i] = bytes[i] === 0 ? 0 : 1;
  },
};

/** bfloat16 is the upper half of float32. */
function fromBfloat16(bytes: Uint8Array, out: Float32Array): void {
  const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, out.length);
  const words = new Uint32Array(out.buffer, out.byteOffset, out.length);
  for (let i = 0; i < words.length; i++) words[i] = (halves[i] ?? 0) << 16;
}

let float16Table: Uint32Array | undefined;

function fromFloat16(bytes: Uint8Array, out: Float32Array): void {
  float16Table ??= Uint32Array.from({ length: 1 << 16 }, (_, half) => float32Bits(half));
  const table = float16Table;
  const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, out.length);
  // As bits: a float would lose the payload of a NaN.
  const words = new Uint32Array(out.buffer, out.byteOffset, out.length);
  for (let i = 0; i < words.length; i++) words[i] = table[halves[i] ?? 0] ?? 0;
}

/** IEEE 754 binary16 (1 sign, 5 exponent, 10 fraction bits) to the bits of the same value in binary32. */
function float32Bits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 31;
  const fraction = half & 0x3ff;
  if (exponent === 31) return sign | 0x7f800000 | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  const shift = Math.clz32(fraction) - 21; // makes the first set bit the hidden one
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}

/** 64-bit integers from pairs of words, the lower one first. `words` are signed for signed integers. */
function fromPairs(bytes: Uint8Array, out: Float32Array, words: Int32Array | Uint32Array): void {
  const lower = new Uint32Array(bytes.buffer, bytes.byteOffset, words.length);
  for (let i = 0; i < out.length; i++) out[i] = (words[2 * i + 1] ?? 0) * 2 ** 32 + (lower[2 * i] ?? 0);
}
