import type { Dtype } from './weight-source.ts';

/**
 * The little-endian bytes of float32 values in another type: F16 and BF16 are rounded to the nearest, of two equally near to
 * the even one, as IEEE 754 and PyTorch do; what is too large for F16 becomes infinite.
 *
 * @throws RangeError when an integer type cannot hold a value exactly.
 */
export function fromFloat32(values: Float32Array, dtype: Dtype): Uint8Array {
  if (dtype === 'F32') return bytesOf(values);
  if (dtype === 'F64') return bytesOf(Float64Array.from(values));
  if (dtype === 'BF16') return bytesOf(toHalves(values, bfloat16Of));
  if (dtype === 'F16') return bytesOf(toHalves(values, float16Of));
  if (dtype === 'I64' || dtype === 'U64') return bytesOf(toBigIntegers(values, dtype));
  return bytesOf(toIntegers(values, dtype));
}

const integerArrays = {
  I32: Int32Array,
  U32: Uint32Array,
  I16: Int16Array,
  U16: Uint16Array,
  I8: Int8Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
};

function toIntegers(values: Float32Array, dtype: keyof typeof integerArrays): ArrayBufferView {
  const integers = new integerArrays[dtype](values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    integers[i] = value;
    if (integers[i] !== value || (dtype === 'BOOL' && value > 1)) throw new RangeError(`${dtype} cannot hold ${value}`);
  }
  return integers;
}

function toBigIntegers(values: Float32Array, dtype: 'I64' | 'U64'): ArrayBufferView {
  const integers = dtype === 'I64' ? new BigInt64Array(values.length) : new BigUint64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (!Number.isInteger(value)) throw new RangeError(`${dtype} cannot hold ${value}`);
    integers[i] = BigInt(value);
    if (Number(integers[i]) !== value) throw new RangeError(`${dtype} cannot hold ${value}`);
  }
  return integers;
}

function toHalves(values: Float32Array, half: (bits: number) => number): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < words.length; i++) halves[i] = half(words[i] ?? 0);
  return halves;
}

function bfloat16Of(bits: number): number {
  if ((bits & 0x7fffffff) > 0x7f800000) return (bits >>> 16) | 0x40; // NaN stays NaN when its lower half is cut
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
}

function float16Of(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x47800000) return sign | 0x7c00; // 2¹⁶ and more
  if (magnitude >= 0x38800000) {
    // 2⁻¹⁴ and more: normal in both. The carry of rounding may run into the exponent, up to infinity, as it should.
    return sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13);
  }
  if (magnitude < 0x33000000) return sign; // less than half of the smallest, 2⁻²⁵
  const exponent = magnitude >>> 23;
  const fraction = (magnitude & 0x7fffff) | 0x800000;
  const shift = 126 - exponent; // to units of 2⁻²⁴: 14 to 24
  const floor = fraction >>> shift;
  const rest = fraction & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return sign | (floor + (rest > half || (rest === half && (floor & 1) === 1) ? 1 : 0));
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
