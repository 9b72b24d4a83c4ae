import { describe, expect, it } from 'vitest';
import { fromFloat32 } from './from-float32.ts';
import { toFloat32 } from './to-float32.ts';
import type { Dtype } from './weight-source.ts';

const halves = (values: number[], dtype: Dtype) => [
  ...new Uint16Array(fromFloat32(Float32Array.from(values), dtype).slice().buffer),
];
const back = (bytes: Uint8Array, dtype: Dtype, count: number) => {
  const out = new Float32Array(count);
  toFloat32[dtype](bytes, out);
  return out;
};

describe('F16', () => {
  it.each([
    ['one', 1, 0x3c00],
    ['minus zero', -0, 0x8000],
    ['the largest', 65504, 0x7bff],
    ['just below half way to the next', 65519.996, 0x7bff],
    ['half way to the next, which is infinite', 65520, 0x7c00],
    ['beyond', 1e9, 0x7c00],
    ['minus infinity', Number.NEGATIVE_INFINITY, 0xfc00],
    ['a tie to even, down', 1 + 2 ** -11, 0x3c00],
    ['a tie to even, up', 1 + 3 * 2 ** -11, 0x3c02],
    ['over a tie', 1 + 2 ** -11 + 2 ** -23, 0x3c01],
    ['the smallest normal', 2 ** -14, 0x0400],
    ['rounded up to the smallest normal', 2 ** -14 - 2 ** -26, 0x0400],
    ['the largest subnormal', 1023 * 2 ** -24, 0x03ff],
    ['the smallest', 2 ** -24, 0x0001],
    ['half of the smallest, a tie', 2 ** -25, 0x0000],
    ['over half of the smallest', 2 ** -25 * 1.001, 0x0001],
    ['one and a half of the smallest, a tie', 1.5 * 2 ** -24, 0x0002],
    ['too small', -1e-30, 0x8000],
  ])('rounds %s', (_name, value, bits) => expect(halves([value], 'F16')).toEqual([bits]));
});

describe('BF16', () => {
  it.each([
    ['one', 1, 0x3f80],
    ['a tie to even, down', 1 + 2 ** -8, 0x3f80],
    ['a tie to even, up', 1 + 3 * 2 ** -8, 0x3f82],
    ['over a tie', 1 + 2 ** -8 + 2 ** -20, 0x3f81],
    ['the largest float32, to infinity', 3.4028234663852886e38, 0x7f80],
    ['minus infinity', Number.NEGATIVE_INFINITY, 0xff80],
  ])('rounds %s', (_name, value, bits) => expect(halves([value], 'BF16')).toEqual([bits]));
});

it.each(['F16', 'BF16'] as const)('%s: every value goes to float32 and back', (dtype) => {
  const all = Uint16Array.from({ length: 1 << 16 }, (_, bits) => bits);
  const values = back(new Uint8Array(all.buffer), dtype, all.length);
  const again = new Uint16Array(fromFloat32(values, dtype).slice().buffer);
  const isNan = (i: number) => Number.isNaN(values[i]);
  expect(again.filter((_, i) => !isNan(i))).toEqual(all.filter((_, i) => !isNan(i)));
  expect(
    back(new Uint8Array(again.buffer), dtype, all.length).findIndex((value, i) => Number.isNaN(value) !== isNan(i)),
  ).toBe(-1);
});

it.each<[Dtype, number[]]>([
  ['F64', [1.5, -2, 2 ** -100]],
  ['I64', [-(2 ** 40), 7, 0, -1]],
  ['U64', [2 ** 63, 7]],
  ['I32', [-(2 ** 31), 12]],
  ['U32', [2 ** 31, 12]],
  ['I16', [-32768, 32767]],
  ['U16', [65535]],
  ['I8', [-128, 127]],
  ['U8', [255, 0]],
  ['BOOL', [0, 1, 1]],
])('%s holds %j', (dtype, values) => {
  expect([...back(fromFloat32(Float32Array.from(values), dtype), dtype, values.length)]).toEqual(values);
});

it.each<[Dtype, number]>([
  ['I8', 128],
  ['U8', -1],
  ['U8', 0.5],
  ['I64', 0.5],
  ['U64', -1],
  ['BOOL', 2],
  ['I32', Number.NaN],
])('%s refuses %d', (dtype, value) => {
  expect(() => fromFloat32(Float32Array.of(value), dtype)).toThrow(RangeError);
});
