import { mkdirSync, mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openSafetensors } from './open-safetensors.ts';
import type { Dtype } from './weight-source.ts';
import { writeSafetensors } from './write-safetensors.ts';

const file = path.join(mkdtempSync(path.join(tmpdir(), 'modelmint-weights-')), 'model.safetensors');

const sizeOf = (size: bigint | number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(size));
  return bytes;
};
/** A file with this text as its header, then `valueBytes` zeros. */
const withText = (json: string | Buffer, valueBytes = 0) => {
  const header = Buffer.from(json as string);
  return Buffer.concat([sizeOf(header.length), header, Buffer.alloc(valueBytes)]);
};
const withHeader = (header: object, valueBytes = 0) => withText(JSON.stringify(header), valueBytes);
const u8 = (start: number, end: number, shape: unknown = [end - start]) => ({
  dtype: 'U8',
  shape,
  data_offsets: [start, end],
});
/** One tensor `a` whose shape is written as it stands. */
const shaped = (shape: string, bytes = 4) =>
  withText(`{"a":{"dtype":"U8","shape":${shape},"data_offsets":[0,${bytes}]}}`, bytes);
const valid = withHeader({ a: u8(0, 4) }, 4);

it.each<[string, Buffer, [string, number[]][]]>([
  ['without tensors', withText('{}'), []],
  ['with only metadata', withText('{"__metadata__":{"format":"pt"}}'), []],
  ['with a scalar', withHeader({ a: u8(0, 1, []) }, 1), [['a', []]]],
  ['with an empty tensor', withHeader({ a: u8(0, 0, [0, 9]) }), [['a', [0, 9]]]],
  [
    'with empty tensors between others',
    withHeader({ a: u8(0, 2), b: u8(2, 2, [0]), c: u8(2, 3) }, 3),
    [
      ['a', [2]],
      ['b', [0]],
      ['c', [1]],
    ],
  ],
  ['whose header is padded', withText(`${JSON.stringify({ a: u8(0, 4) })}${' '.repeat(100)}\n\t`, 4), [['a', [4]]]],
  [
    'whose header has space within',
    withText('{ "a" : {"dtype" : "U8", "shape" : [ 2 , 2 ],\n"data_offsets":[0, 4]}}', 4),
    [['a', [2, 2]]],
  ],
  [
    'whose bytes are in another order',
    withHeader({ b: u8(2, 4), a: u8(0, 2) }, 4),
    [
      ['a', [2]],
      ['b', [2]],
    ],
  ],
  [
    'with names from Object',
    withText(
      '{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"constructor":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}',
      2,
    ),
    [
      ['__proto__', [1]],
      ['constructor', [1]],
    ],
  ],
  [
    'with quotes, braces and colons in names',
    withHeader({ 'a"}:{[\\': u8(0, 1), 'a"}': u8(1, 2) }, 2),
    [
      ['a"}:{[\\', [1]],
      ['a"}', [1]],
    ],
  ],
  ['with a name in other scripts', withHeader({ 'слой.重み.😀': u8(0, 1) }, 1), [['слой.重み.😀', [1]]]],
  // Sizes of the header that look like the magic of a pickle, and of zlib.
  ['whose header has 0x0280 bytes', withText(JSON.stringify({ a: u8(0, 1) }).padEnd(0x0280), 1), [['a', [1]]]],
  ['whose header has 0x9c78 bytes', withText(JSON.stringify({ a: u8(0, 1) }).padEnd(0x9c78), 1), [['a', [1]]]],
])('opens a file %s', async (_name, bytes, tensors) => {
  writeFileSync(file, bytes);
  const source = await openSafetensors(file);
  expect(source.tensors.map(({ name, shape }) => [name, shape])).toEqual(tensors);
  for (const [name] of tensors) expect(source.find(name)?.name).toBe(name);
  for (const name of ['toString', 'valueOf', 'missing']) expect(source.find(name)).toBeUndefined();
  await source.close();
});

it.each<[string, Buffer, string]>([
  ['empty', Buffer.alloc(0), 'it has 0 bytes'],
  ['of 7 bytes', Buffer.alloc(7), 'it has 7 bytes'],
  ['with a header of 0 bytes', sizeOf(0), 'does not start with {'],
  ['with a header longer than itself', sizeOf(100), 'ends inside its header'],
  ['with a header of 2⁶⁴ − 1 bytes', sizeOf(2n ** 64n - 1n), 'would have 18446744073709551615 bytes'],
  ['with a header of 100,000,001 bytes', sizeOf(100_000_001), 'the limit is 10000000'],
  ['with a header of 10,000,001 bytes', sizeOf(10_000_001), 'the limit is 10000000'],
  ['with a header that is not UTF-8', withText(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])), 'not UTF-8'],
  ['with a brace for a header', withText('{'), 'not JSON'],
  ['with a header that starts with space', withText(' {}'), 'does not start with {'],
  ['with a byte order mark', withText('\ufeff{}'), 'does not start with {'],
  ['with a list for a header', withText('[]'), 'does not start with {'],
  ['with text after its header', withText('{}x'), 'not JSON'],
  ['with a comma too many', withText('{"a":1,}'), 'not JSON'],
  ['2 bytes short', valid.subarray(0, -2), '2 bytes where its header tells of 4'],
  ['2 bytes long', Buffer.concat([valid, Buffer.alloc(2)]), '6 bytes where its header tells of 4'],
  [
    'with a pickle behind it',
    Buffer.concat([valid, Buffer.from('\x80\x02cposix\nsystem\n', 'latin1')]),
    'where its header tells of 4',
  ],
  [
    'with a pickle for its only value, unnamed',
    Buffer.concat([withText('{}'), Buffer.from('\x80\x02.', 'latin1')]),
    '3 bytes where',
  ],
  [
    'with tensors over each other',
    withHeader(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`t${i}`, u8(0, 16)])), 16),
    'starts at 0 where 16 is due',
  ],
  [
    'with tensors that overlap by one byte',
    withHeader({ a: u8(0, 4), b: u8(3, 7) }, 7),
    'b starts at 3 where 4 is due',
  ],
  ['with a hole', withHeader({ a: u8(0, 4), b: u8(5, 9) }, 9), 'b starts at 5 where 4 is due'],
  ['that begins late', withHeader({ a: u8(4, 8) }, 8), 'a starts at 4 where 0 is due'],
  ['with an end before its start', withHeader({ a: { ...u8(0, 0), data_offsets: [4, 0] } }, 4), 'no proper offsets'],
  ['with three offsets', withHeader({ a: { ...u8(0, 0), data_offsets: [0, 4, 8] } }, 4), 'no proper offsets'],
  ['without offsets', withHeader({ a: { dtype: 'U8', shape: [4] } }, 4), 'no proper offsets'],
  ['with a shape of another size', withHeader({ a: u8(0, 4, [5]) }, 4), 'a of shape [5] takes 4 bytes, not 5'],
  ['with a shape of [2, 2⁶⁴ − 2]', shaped('[2,18446744073709551614]'), 'holds 18446744073709551614'],
  ['with a shape of [2, 2⁶³ − 1]', shaped('[2,9223372036854775807]'), 'holds 9223372036854775807'],
  ['with a product of 2⁶⁴', shaped('[4294967296,4294967296]', 0), 'takes 0 bytes, not 18446744073709551616'],
  ['with a product of 2⁶⁴ and a bit', shaped('[4294967296,4294967296,1]', 1), 'takes 1 bytes, not'],
  ['with a negative size', shaped('[-4]'), 'holds -4'],
  ['with a size of minus zero', shaped('[-0]', 0), 'holds -0'],
  ['with half a size', shaped('[0.5]'), 'holds 0.5'],
  ['with a size of 4.0', shaped('[4.0]'), 'holds 4.0'],
  ['with a size of 4e0', shaped('[4e0]'), 'holds 4e0'],
  ['with a size of 1e400', shaped('[1e400]'), 'holds 1e400'],
  ['with a size as text', shaped('["4"]'), 'no proper shape'],
  ['with a size of null', shaped('[null]'), 'no proper shape'],
  ['with a number for a shape', shaped('4'), 'no proper shape'],
  ['with a list in a shape', shaped('[[4]]'), 'no proper shape'],
  ['with a shape of a thousand axes', shaped(`[${'1,'.repeat(999)}4]`), 'no proper shape'],
  ['with no object for a tensor', withText('{"a":7}'), 'type undefined'],
  ['with null for a tensor', withText('{"a":null}'), 'type undefined'],
  ['of an unknown type', withHeader({ a: { ...u8(0, 4), dtype: 'F8_E4M3' } }, 4), 'type "F8_E4M3"; supported are F64'],
  ['of a type from Object', withHeader({ a: { ...u8(0, 4), dtype: 'constructor' } }, 4), 'type "constructor"'],
  [
    'with a name twice',
    withText(
      '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}',
      1,
    ),
    'names "a" twice',
  ],
  [
    'with a name twice, once in escapes',
    withText('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\\u0061":{}}', 1),
    'twice',
  ],
  [
    'with a field twice',
    withText('{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}', 1),
    'names "dtype" twice',
  ],
  ['with its metadata twice', withText('{"__metadata__":{},"__metadata__":{}}'), 'names "__metadata__" twice'],
  ['with a name that leaves a folder', withHeader({ '../../etc/passwd': u8(0, 1) }, 1), 'no proper name'],
  ['with a NUL in a name', withHeader({ 'a\0b': u8(0, 1) }, 1), 'no proper name'],
  [
    'with half a character in a name',
    withText('{"\\ud800":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', 1),
    'no proper name',
  ],
  ['with an empty name', withHeader({ '': u8(0, 1) }, 1), 'no proper name'],
  ['with a name of 1 MB', withHeader({ ['n'.repeat(1 << 20)]: u8(0, 1) }, 1), 'name of 1048576 characters'],
  [
    'of 120,000 tensors',
    withText(
      `{${Array.from({ length: 120_000 }, (_, i) => `"${i}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}`).join()}}`,
    ),
    'more than 100000 tensors',
  ],
  ['of lists nested 100,000 deep', withText(`{"a":${'['.repeat(100_000)}`), 'nests more than'],
  ['of objects nested 100,000 deep', withText('{"a":'.repeat(100_000)), 'nests more than'],
  ['with metadata that holds a number', withText('{"__metadata__":{"epoch":1}}'), 'more than strings'],
  ['with metadata that holds an object', withText('{"__metadata__":{"a":{}}}'), 'more than strings'],
  ['with a list for metadata', withText('{"__metadata__":["a"]}'), 'is no object'],
  ['with null for metadata', withText('{"__metadata__":null}'), 'is no object'],
])('refuses a file %s', async (_name, bytes, message) => {
  writeFileSync(file, bytes);
  await expect(openSafetensors(file)).rejects.toMatchObject({
    code: 'invalid_file',
    message: expect.stringMatching(/^model\.safetensors is not a whole weights file: /),
  });
  await expect(openSafetensors(file)).rejects.toThrow(message);
});

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const pickled = latin1('\x80\x02}q\x00X\x01\x00\x00\x00wq\x01]q\x02(G?\xf0\x00\x00\x00\x00\x00\x00K\x02es.');
const zip = (name: string) =>
  Buffer.concat([latin1('PK\x03\x04'), Buffer.alloc(22), Buffer.from([name.length, 0, 0, 0]), latin1(`${name}…`)]);
it.each<[string, Buffer, string]>([
  ['a pickle of protocol 0', latin1('(dp0\nVw\np1\n(lp2\nF1.0\naI2\nas.'), 'is a Python pickle'],
  ['a list pickled by protocol 0', latin1('(lp0\nI1\na.'), 'is a Python pickle'],
  ['a call pickled by protocol 0', latin1('cposix\nsystem\np0\n(Vtrue\np1\ntp2\nRp3\n.'), 'is a Python pickle'],
  [
    'a pickle of protocol 1',
    latin1('}q\x00X\x01\x00\x00\x00wq\x01]q\x02(G?\xf0\x00\x00\x00\x00\x00\x00K\x02es.'),
    'is a Python pickle',
  ],
  [
    'a call pickled by protocol 1',
    latin1('cposix\nsystem\nq\x00(X\x04\x00\x00\x00trueq\x01tq\x02Rq\x03.'),
    'is a Python pickle',
  ],
  ['a pickle of protocol 2', pickled, 'is a Python pickle'],
  ['a pickle of protocol 3', latin1('\x80\x03}q\x00.'), 'is a Python pickle'],
  ['a pickle of protocol 4', latin1('\x80\x04\x95\x17\x00\x00\x00\x00\x00\x00\x00}\x94.'), 'is a Python pickle'],
  ['a pickle of protocol 5', latin1('\x80\x05\x95\x17\x00\x00\x00\x00\x00\x00\x00}\x94.'), 'is a Python pickle'],
  [
    'what old PyTorch saves',
    latin1('\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.'),
    'is a Python pickle',
  ],
  ['a .pt archive', zip('archive/data.pkl'), 'is a PyTorch archive with a pickle'],
  ['a .pt archive of a script', zip('model/version'), 'is a PyTorch archive with a pickle'],
  ['a .keras archive', zip('metadata.json'), 'is a Keras archive'],
  ['another archive', zip('weights.npy'), 'is a zip archive'],
  [
    'a tar archive',
    Buffer.concat([latin1('sys_info'), Buffer.alloc(249), latin1('ustar\x0000'), Buffer.alloc(300)]),
    'is a tar archive',
  ],
  ['a pickle in gzip', gzipSync(pickled), 'is compressed'],
  ['a pickle in zlib, as joblib makes', deflateSync(pickled), 'is compressed'],
  ['a pickle in zlib, packed hard', deflateSync(pickled, { level: 9 }), 'is compressed'],
  ['an old joblib file', latin1('ZF0x1f                x'), 'is compressed'],
  [
    'a NumPy array of objects',
    latin1("\x93NUMPY\x01\x00v\x00{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"),
    'is a NumPy array',
  ],
  ['an HDF5 file', latin1('\x89HDF\r\n\x1a\n\x00\x00\x00'), 'is an HDF5 file'],
  ['a GGUF file', latin1('GGUF\x03\x00\x00\x00'), 'is a GGUF file'],
  ['a Git LFS pointer', latin1('version https://git-lfs.github.com/spec/v1\noid sha256:0'), 'is a Git LFS pointer'],
  ['a web page', latin1('<!DOCTYPE html><html>'), 'is a web page'],
])('says of %s under the name of safetensors what it is', async (_name, bytes, message) => {
  writeFileSync(file, bytes);
  await expect(openSafetensors(file)).rejects.toMatchObject({
    code: 'invalid_file',
    message: expect.stringContaining(`model.safetensors ${message}`),
  });
});

it('says what is missing, or is no file', async () => {
  const folder = path.join(path.dirname(file), 'folder');
  mkdirSync(folder);
  await expect(openSafetensors(path.join(folder, 'x.safetensors'))).rejects.toMatchObject({
    code: 'invalid_file',
    message: 'folder has no x.safetensors',
  });
  await expect(openSafetensors(folder)).rejects.toMatchObject({
    code: 'invalid_file',
    message: expect.stringContaining('no file'),
  });
});

it.each<Dtype>(['F64', 'F32', 'F16', 'BF16', 'I64', 'I32', 'I16', 'I8', 'U64', 'U32', 'U16', 'U8', 'BOOL'])(
  'reads %s, also more than one piece of it',
  async (dtype) => {
    const values = Float32Array.from({ length: 1_100_003 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    await writeSafetensors(
      file,
      [
        { name: 'odd', shape: [1], values: Float32Array.of(1) },
        { name: 'a', shape: [values.length], values },
      ],
      { dtype },
    );
    const source = await openSafetensors(file);
    expect(source.find('a')).toMatchObject({ dtype, shape: [values.length] });
    expect(Buffer.compare(Buffer.from((await source.readFloat32('a')).buffer), Buffer.from(values.buffer))).toBe(0);
    await source.close();
  },
);

it('says when the file shrinks while it is open', async () => {
  writeFileSync(file, withHeader({ a: u8(0, 100) }, 100));
  const source = await openSafetensors(file);
  truncateSync(file, 50);
  await expect(source.readBytes('a')).rejects.toMatchObject({ code: 'invalid_file' });
  await source.close();
});
