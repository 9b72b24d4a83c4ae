import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readSafetensors } from './read-safetensors.ts';
import { writeSafetensors } from './write-safetensors.ts';

const newFile = () => path.join(mkdtempSync(path.join(tmpdir(), 'modelmint-weights-')), 'model.safetensors');
const weights = [
  { name: 'a.weight', shape: [2, 3], values: Float32Array.from([1, -2, 3.5, 0, 1e-30, Number.NEGATIVE_INFINITY]) },
  { name: 'scalar', shape: [], values: Float32Array.from([7]) },
  { name: 'empty', shape: [0, 4], values: new Float32Array(0) },
];

it('gives back what was written, and leaves nothing else', async () => {
  const file = newFile();
  await writeSafetensors(file, weights, { metadata: { format: 'test' } });
  expect(await readSafetensors(file)).toEqual(weights);
  expect(readdirSync(path.dirname(file))).toEqual(['model.safetensors']);
});

it('lays the bytes out as other programs read them', async () => {
  const file = newFile();
  await writeSafetensors(file, weights.slice(0, 1), { metadata: { format: 'test' } });
  const bytes = readFileSync(file);
  const size = Number(bytes.readBigUInt64LE());
  expect(size % 8).toBe(0);
  expect(JSON.parse(bytes.toString('utf8', 8, 8 + size))).toEqual({
    __metadata__: { format: 'test' },
    'a.weight': { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
  });
  expect(bytes.readFloatLE(8 + size + 8)).toBe(3.5);
});

it('reads a file of another program, whose values lie unaligned and in another order than the header', async () => {
  const header = {
    second: { dtype: 'F32', shape: [1], data_offsets: [4, 8] },
    first: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
  };
  const values = Buffer.alloc(8);
  values.writeFloatLE(1, 0);
  values.writeFloatLE(2, 4);
  const file = newFile();
  writeFileSync(file, Buffer.concat([headerOf(header), values]));
  expect((await readSafetensors(file)).map(({ name, values: [value] }) => [name, value])).toEqual([
    ['first', 1],
    ['second', 2],
  ]);
});

it.each([
  ['two of one name', [...weights, ...weights], 'two tensors are called a.weight'],
  ['one with too few values', [{ name: 'a', shape: [3], values: new Float32Array(2) }], 'a has 8 bytes, not 12'],
])('refuses to write %s, and leaves nothing', async (_name, wrong, message) => {
  const file = newFile();
  await expect(writeSafetensors(file, wrong)).rejects.toThrow(new RangeError(message));
  expect(readdirSync(path.dirname(file))).toEqual([]);
});

it('says of a damaged file of ours that it is damaged', async () => {
  const file = newFile();
  await writeSafetensors(file, weights);
  truncateSync(file, 100);
  await expect(readSafetensors(file)).rejects.toMatchObject({
    code: 'invalid_state',
    message: expect.stringContaining('is not a whole weights file'),
  });
});

function sizeOf(size: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(size));
  return bytes;
}

function headerOf(header: object): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  return Buffer.concat([sizeOf(json.length), json]);
}
