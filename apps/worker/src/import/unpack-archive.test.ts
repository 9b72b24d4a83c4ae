import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { importLimits } from './import-limits.ts';
import { makeTar, makeZip, type TestEntry, type ZipEntry } from './make-test-archive.ts';
import { unpackArchive } from './unpack-archive.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'modelmint-unpack-'));
afterAll(() => rmSync(root, { recursive: true }));

let made = 0;
async function unpack(archive: Buffer, limits = importLimits(1_000_000, null)): Promise<string> {
  made += 1;
  const [archivePath, folder] = [path.join(root, `${made}.archive`), path.join(root, String(made))];
  writeFileSync(archivePath, archive);
  mkdirSync(folder);
  await unpackArchive({ archivePath, folder, limits });
  return folder;
}

const config = { name: 'config.json', bytes: '{}' };
const weights = { name: 'model.safetensors', bytes: Buffer.alloc(10_000, 3) };
const inFolder = (entries: { name: string; bytes: Uint8Array | string }[], folder: string) =>
  entries.map(({ name, bytes }) => ({ name: `${folder}${name}`, bytes }));
const extras = [
  { name: '__MACOSX/._config.json', bytes: 'x' },
  { name: 'run.py', bytes: 'raise SystemExit' },
  { name: 'onnx/config.json', bytes: '{}' },
];

test.each<[string, () => Promise<Buffer> | Buffer]>([
  ['a zip', () => makeZip([config, weights, ...extras])],
  ['a zip with a top folder', () => makeZip(inFolder([config, weights], 'mine/'))],
  [
    'a zip with a top folder and what macOS adds',
    () => makeZip([...inFolder([config, weights], 'mine/'), ...extras.slice(0, 1)]),
  ],
  ['a tar', () => makeTar([config, weights, ...extras])],
  ['a tar.gz of `tar czf x.tgz .`', () => makeTar(inFolder([config, weights], './'), { isCompressed: true })],
  [
    'a tar.gz with a folder entry',
    () =>
      makeTar([{ name: 'mine/', type: 'directory' }, ...inFolder([config, weights], 'mine/')], { isCompressed: true }),
  ],
])('takes the checkpoint out of %s', async (_case, make) => {
  const folder = await unpack(await make());
  expect(readdirSync(folder).sort()).toEqual(['config.json', 'model.safetensors']);
  expect(readFileSync(path.join(folder, 'model.safetensors'))).toEqual(weights.bytes);
});

const zip = (...entries: ZipEntry[]) => makeZip(entries);
const tar = (...entries: TestEntry[]) => makeTar(entries, { isCompressed: true });
const many = Array.from({ length: 11_000 }, (_, i) => ({ name: `f${i}` }));

test.each<[string, () => Promise<Buffer> | Buffer, RegExp]>([
  ['another kind of file', () => Buffer.from('7z\xbc\xaf\x27\x1c'), /no zip, tar or tar\.gz/],
  ['an empty file', () => Buffer.alloc(0), /no zip, tar or tar\.gz/],
  ['no checkpoint', () => zip({ name: 'a.txt', bytes: 'x' }), /no config\.json/],
  ['an empty tar', () => tar(), /no config\.json/],
  [
    'two checkpoints',
    () => zip(...inFolder([config], 'a/'), ...inFolder([config], 'b/')),
    /2 checkpoints \(a\/, b\/\)/,
  ],
  ['two files of one name', () => tar(config, config, weights), /two files of one name/],
  ['a pickle', () => zip(config, { name: 'pytorch_model.bin' }), /no safetensors, only pytorch_model\.bin/],
  [
    'a path out of a zip',
    () => zip(config, weights, { name: '../../evil', bytes: 'x' }),
    /damaged.*invalid relative path|outside of itself/,
  ],
  [
    'a path out of a tar',
    () => tar(config, weights, { name: '../evil', bytes: 'x' }),
    /outside of itself \("\.\.\/evil"\)/,
  ],
  ['an absolute path', () => tar(config, { name: '/etc/passwd', bytes: 'x' }), /outside of itself/],
  ['a backslash', () => tar(config, { name: 'a\\b', bytes: 'x' }), /outside of itself/],
  [
    'a link in a zip',
    () => zip(config, { name: 'model.safetensors', bytes: '/etc/passwd', mode: 0o120_777 }),
    /holds a link/,
  ],
  [
    'a link in a tar',
    () => tar(config, { name: 'model.safetensors', type: 'symlink', linkname: '/etc/passwd' }),
    /holds a link/,
  ],
  ['a hard link', () => tar(config, { name: 'x', type: 'link', linkname: 'config.json' }), /holds a link/],
  ['a device', () => tar(config, { name: 'x', type: 'character-device' }), /holds a character-device/],
  ['too many entries in a zip', () => zip(...many), /11000 entries; at most 10000/],
  ['too many entries in a tar', () => tar(...many), /10001 entries; at most 10000/],
  ['a password', () => zip({ ...config, isEncrypted: true }), /encrypted/],
  [
    'too much',
    () => zip(config, { ...weights, bytes: Buffer.alloc(2_000_000) }),
    /has 2 MB; at most 1 MB.*IMPORT_SIZE_MB/,
  ],
  ['too much in a tar', () => tar(config, { ...weights, bytes: Buffer.alloc(1_500_000) }), /has 1\.5 MB; at most 1 MB/],
  [
    'a zip bomb that lies',
    () => zip(config, { ...weights, bytes: Buffer.alloc(5_000_000), saidBytes: 100 }),
    /cut off or damaged \(too many bytes/,
  ],
  [
    'a gzip bomb',
    () => gzipSync(Buffer.concat([Buffer.alloc(257), Buffer.from('ustar'), Buffer.alloc(50_000_000)])),
    /./,
  ],
  [
    'a large file beside the checkpoint',
    () => tar(config, weights, { name: 'x.bin', bytes: Buffer.alloc(3_000_000) }),
    /unpacks to more than/,
  ],
  ['a cut zip', async () => zip(config, weights).subarray(0, 80), /cut off or damaged/],
  [
    'a cut tar.gz',
    async () => (await tar(config, { ...weights, bytes: Buffer.alloc(50_000) })).subarray(0, 120),
    /cut off or damaged/,
  ],
  ['a cut tar', async () => (await makeTar([config, weights])).subarray(0, 3_000), /cut off or damaged/],
])('refuses %s', async (_case, make, message) => {
  await expect(unpack(await make())).rejects.toMatchObject({
    code: 'invalid_file',
    message: expect.stringMatching(message),
  });
});

test('names the storage that is left', async () => {
  await expect(unpack(zip(config, weights), importLimits(1_000_000, 5_000))).rejects.toThrow(
    /has 10 kB, but 5 kB of the organization's storage are left/,
  );
});
