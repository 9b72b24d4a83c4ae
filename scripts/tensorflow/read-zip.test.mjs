import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeZip } from './make-zip.mjs';
import { listZip, unpackZip } from './read-zip.mjs';

function inFolder(bytes) {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-zip-'));
  const file = path.join(folder, 'a.whl');
  writeFileSync(file, bytes);
  return { file, folder: path.join(folder, 'out') };
}

const all = { wanted: () => true };

it('unpacks only what is wanted, packed or stored, empty or not, with its mode', async () => {
  const long = 'abc'.repeat(100_000);
  const bytes = makeZip(
    [
      { name: 'a/', text: '', method: 0 },
      { name: 'a/packed.so', text: long, mode: 0o755 },
      { name: 'a/stored.h', text: 'stored', method: 0 },
      { name: 'a/empty.h', text: '', method: 0 },
      { name: 'b/other.py', text: 'other' },
    ],
    { comment: 'a comment after the end' },
  );
  const { file, folder } = inFolder(bytes);
  let written = 0;
  const names = await unpackZip({
    file,
    folder,
    wanted: (name) => name.startsWith('a/'),
    onBytes: (count) => {
      written += count;
    },
  });
  expect(names).toEqual(['a/packed.so', 'a/stored.h', 'a/empty.h']);
  expect(readdirSync(folder)).toEqual(['a']);
  expect(readFileSync(path.join(folder, 'a/packed.so'), 'utf8')).toBe(long);
  expect(statSync(path.join(folder, 'a/packed.so')).mode & 0o777).toBe(0o755);
  expect(readFileSync(path.join(folder, 'a/stored.h'), 'utf8')).toBe('stored');
  expect(statSync(path.join(folder, 'a/empty.h')).size).toBe(0);
  expect(written).toBe(long.length + 6);
  expect((await listZip(file)).map(({ name, size }) => [name, size])).toContainEqual(['b/other.py', 5]);
});

it('refuses damage, a cut, encryption, an unknown method and a name that leaves the folder', async () => {
  const unpack = (bytes) => unpackZip({ ...inFolder(bytes), ...all });
  const one = { name: 'a.txt', text: 'text' };
  await expect(unpack(makeZip([{ ...one, crc: 1 }]))).rejects.toThrow(/a\.txt in .* is damaged/);
  await expect(unpack(makeZip([{ ...one, flags: 1 }]))).rejects.toThrow('a.txt is encrypted');
  await expect(unpack(makeZip([{ ...one, method: 12 }]))).rejects.toThrow('zip method 12');
  await expect(unpack(makeZip([{ ...one, name: '../a.txt' }]))).rejects.toThrow('would leave its folder');
  await expect(unpack(makeZip([{ ...one, name: '/etc/a.txt' }]))).rejects.toThrow('would leave its folder');
  const whole = makeZip([one]);
  for (const size of [0, 10, whole.length - 1])
    await expect(unpack(whole.subarray(0, size))).rejects.toThrow('is not a whole zip file');
});

it('leaves no file under its own name when the data are damaged', async () => {
  const { file, folder } = inFolder(makeZip([{ name: 'a.so', text: 'text', crc: 1 }]));
  await expect(unpackZip({ file, folder, ...all })).rejects.toThrow('damaged');
  expect(readdirSync(folder)).toEqual(['a.so.part']);
});
