import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import { openCheckpoint } from './open-checkpoint.ts';

const weights = (...names: string[]) => names.map((name, i) => ({ name, shape: [1], values: Float32Array.of(i + 1) }));
const newFolder = () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'modelmint-checkpoint-')), 'model');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'config.json'), '{"model_type":"llama"}');
  return folder;
};
const index = (folder: string, map: unknown) =>
  writeFileSync(path.join(folder, 'model.safetensors.index.json'), JSON.stringify({ metadata: {}, weight_map: map }));
const shard = (folder: string, name: string, ...tensors: string[]) =>
  writeSafetensors(path.join(folder, name), weights(...tensors));

it('opens one file, though an index lies beside it', async () => {
  const folder = newFolder();
  index(folder, { a: 'absent.safetensors' });
  await shard(folder, 'model.safetensors', 'a');
  const { config, weights: source } = await openCheckpoint(folder);
  expect(config).toEqual({ model_type: 'llama' });
  expect(source.tensors.map(({ name }) => name)).toEqual(['a']);
  await source.close();
});

it('opens shards as one, each name from the shard that the index gives it', async () => {
  const folder = newFolder();
  await shard(folder, 'model-1.safetensors', 'a', 'b', 'unnamed');
  await shard(folder, 'model-2.safetensors', 'b', 'c');
  index(folder, { c: 'model-2.safetensors', b: 'model-2.safetensors', a: 'model-1.safetensors' });
  const { weights: source } = await openCheckpoint(folder);
  expect(source.tensors.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(await source.readFloat32('b')).toEqual(Float32Array.of(1));
  expect(source.find('unnamed')).toBeUndefined();
  await expect((async () => source.readFloat32('unnamed'))()).rejects.toThrow(RangeError);
  await source.close();
});

it('never reads the code that a folder brings', async () => {
  const folder = newFolder();
  writeFileSync(path.join(folder, 'config.json'), '{"auto_map":{"AutoModel":"modeling.Model"},"model_type":"llama"}');
  writeFileSync(path.join(folder, 'modeling.py'), 'raise SystemExit');
  await shard(folder, 'model.safetensors', 'a');
  await (await openCheckpoint(folder)).weights.close();
});

const pickle = Buffer.from('\x80\x02}q\x00.', 'latin1');
const put = (folder: string, name: string, bytes: Buffer | string = pickle) =>
  writeFileSync(path.join(folder, name), bytes);
it.each<[string, (folder: string) => unknown, string]>([
  ['is empty', () => undefined, 'model has neither model.safetensors nor model.safetensors.index.json'],
  ['holds a pickle', (folder) => put(folder, 'pytorch_model.bin'), 'only pytorch_model.bin, which is a Python pickle'],
  ['holds shards of a pickle', (folder) => put(folder, 'pytorch_model-00001-of-00002.bin'), 'is a Python pickle'],
  ['holds a pickle by another name', (folder) => put(folder, 'weights.ckpt'), 'is a Python pickle'],
  [
    'holds a pickle as safetensors',
    (folder) => put(folder, 'model.safetensors'),
    'model.safetensors is a Python pickle',
  ],
  [
    'holds weights of TensorFlow',
    (folder) => put(folder, 'tf_model.h5', '\x89HDF'),
    'tf_model.h5, which is not accepted',
  ],
  ['has an index that is no JSON', (folder) => put(folder, 'model.safetensors.index.json', '{'), 'cut off or no JSON'],
  ['has an index that is a list', (folder) => put(folder, 'model.safetensors.index.json', '[]'), 'is no JSON object'],
  ['has an index without map', (folder) => index(folder, undefined), 'it has no weight_map'],
  ['has a list for a map', (folder) => index(folder, ['a']), 'it has no weight_map'],
  ['has a number for a shard', (folder) => index(folder, { a: 1 }), 'a stands in 1, which is no name'],
  ['has a shard above it', (folder) => index(folder, { a: '../other/model.safetensors' }), 'which is no name'],
  ['has a shard at the root', (folder) => index(folder, { a: '/etc/model.safetensors' }), 'which is no name'],
  ['has a shard on a drive', (folder) => index(folder, { a: 'C:\\model.safetensors' }), 'which is no name'],
  ['has a hidden shard', (folder) => index(folder, { a: '..safetensors' }), 'which is no name'],
  ['has a shard that is a pickle by name', (folder) => index(folder, { a: 'pytorch_model.bin' }), 'which is no name'],
  [
    'lacks shards',
    (folder) => index(folder, { a: 'm-1.safetensors', b: 'm-2.safetensors', c: 'm-2.safetensors' }),
    '2 of its 2 shards are missing: m-1.safetensors, m-2.safetensors',
  ],
  [
    'has a shard without what it should hold',
    async (folder) => {
      await shard(folder, 'm-1.safetensors', 'a');
      index(folder, { a: 'm-1.safetensors', b: 'm-1.safetensors' });
    },
    'm-1.safetensors does not hold b',
  ],
  [
    'has a damaged shard',
    (folder) => {
      put(folder, 'm-1.safetensors', 'short');
      index(folder, { a: 'm-1.safetensors' });
    },
    'm-1.safetensors is not a whole weights file',
  ],
  [
    'has too many shards',
    (folder) => {
      const names = Array.from({ length: 1001 }, (_, i) => `m-${i}.safetensors`);
      index(folder, Object.fromEntries(names.map((name) => [name, name])));
    },
    'it names 1001 shards; the limit is 1000',
  ],
  [
    'has a config that is no JSON',
    (folder) => put(folder, 'config.json', '{"a":'),
    'config.json in model is cut off or no JSON',
  ],
  [
    'has a config that is not UTF-8',
    (folder) => put(folder, 'config.json', Buffer.from([0x7b, 0xff, 0x7d])),
    'no JSON',
  ],
  [
    'has a config of 5 MB',
    (folder) => put(folder, 'config.json', ' '.repeat(5e6)),
    'has 5000000 bytes; the limit is 4194304',
  ],
])('refuses a folder that %s', async (_name, damage, message) => {
  const folder = newFolder();
  await damage(folder);
  await expect(openCheckpoint(folder)).rejects.toMatchObject({
    code: 'invalid_file',
    message: expect.stringContaining(message),
  });
});

it('says what a folder lacks', async () => {
  const folder = path.dirname(newFolder());
  await expect(openCheckpoint(folder)).rejects.toMatchObject({
    message: expect.stringContaining('has no config.json'),
  });
});
