import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openSafetensors } from '../weights/open-safetensors.ts';
import { writeTensors } from '../weights/write-tensors.ts';
import { type ExportOptions, exportCheckpoint } from './export-checkpoint.ts';
import { openCheckpoint } from './open-checkpoint.ts';

const root = mkdtempSync(path.join(tmpdir(), 'modelmint-export-'));
const folder = path.join(root, 'exported');
const bytes = (values: Float32Array | BigInt64Array) => new Uint8Array(values.buffer);
await writeTensors(path.join(root, 'from.safetensors'), [
  {
    name: 'b.weight',
    dtype: 'F32',
    shape: [2, 2],
    readBytes: () => bytes(Float32Array.of(1, 1 + 2 ** -9, -3, 70_000)),
  },
  { name: 'a.weight', dtype: 'F32', shape: [1], readBytes: () => bytes(Float32Array.of(0.1)) },
  { name: 'positions', dtype: 'I64', shape: [2], readBytes: () => bytes(BigInt64Array.of(0n, 1n)) },
]);
const json = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));

async function exportWith(options: Omit<ExportOptions, 'weights' | 'config'> & { config?: Record<string, unknown> }) {
  const weights = await openSafetensors(path.join(root, 'from.safetensors'));
  await exportCheckpoint(folder, { config: { model_type: 'llama', dtype: 'float32' }, ...options, weights });
  await weights.close();
  return await openCheckpoint(folder);
}

it('writes weights as they are stored, the widest first', async () => {
  const { weights } = await exportWith({});
  expect(weights.tensors.map(({ name, dtype }) => [name, dtype])).toEqual([
    ['positions', 'I64'],
    ['a.weight', 'F32'],
    ['b.weight', 'F32'],
  ]);
  expect(await weights.readFloat32('b.weight')).toEqual(Float32Array.of(1, 1 + 2 ** -9, -3, 70_000));
  expect(weights.metadata).toEqual({ format: 'pt' });
  await weights.close();
  expect(readdirSync(root).sort()).toEqual(['exported', 'from.safetensors']);
});

it.each([
  { dtype: 'F16' as const, named: 'float16', values: [1, 1 + 2 ** -9, -3, Number.POSITIVE_INFINITY] },
  { dtype: 'BF16' as const, named: 'bfloat16', values: [1, 1, -3, 70_144] },
])('writes floating-point weights as $dtype and says so', async ({ dtype, named, values }) => {
  const { weights, config } = await exportWith({ dtype });
  expect(config.dtype).toBe(named);
  expect(weights.find('positions')?.dtype).toBe('I64');
  expect(weights.find('b.weight')?.dtype).toBe(dtype);
  expect([...(await weights.readFloat32('b.weight'))]).toEqual(values);
  await weights.close();
});

it('names the type as older configs do, and leaves the code behind', async () => {
  const { weights } = await exportWith({
    dtype: 'F16',
    config: { torch_dtype: 'float32', auto_map: { AutoModel: 'x.Y' } },
  });
  await weights.close();
  expect(json('config.json')).toEqual({ torch_dtype: 'float16' });
});

it('parts the weights into shards with an index', async () => {
  const { weights } = await exportWith({ shardBytesMax: 20 });
  expect(readdirSync(folder).sort()).toEqual([
    'config.json',
    'model-00001-of-00002.safetensors',
    'model-00002-of-00002.safetensors',
    'model.safetensors.index.json',
  ]);
  expect(json('model.safetensors.index.json')).toEqual({
    metadata: { total_size: 36 },
    weight_map: {
      'a.weight': 'model-00001-of-00002.safetensors',
      'b.weight': 'model-00001-of-00002.safetensors',
      positions: 'model-00002-of-00002.safetensors',
    },
  });
  expect(await weights.readFloat32('a.weight')).toEqual(Float32Array.of(0.1));
  await weights.close();
});

it('brings the tokenizer along, without code, and a card', async () => {
  const tokenizer = path.join(root, 'tokenizer');
  mkdirSync(tokenizer);
  writeFileSync(path.join(tokenizer, 'tokenizer.json'), '{"model": {}}');
  writeFileSync(
    path.join(tokenizer, 'tokenizer_config.json'),
    '{"auto_map":{"AutoTokenizer":["x.Y",null]},"eos_token":"</s>"}',
  );
  writeFileSync(path.join(tokenizer, 'tokenization_x.py'), 'raise SystemExit');
  const card = {
    title: 'Mine\n---',
    library: 'transformers' as const,
    license: 'mit',
    baseModel: 'org/base: "1"',
    metrics: [{ name: 'loss | nats', value: 1.234567 }],
  };
  await (await exportWith({ tokenizerFolder: tokenizer, card })).weights.close();
  expect(readFileSync(path.join(folder, 'tokenizer.json'), 'utf8')).toBe('{"model": {}}');
  expect(json('tokenizer_config.json')).toEqual({ eos_token: '</s>' });
  expect(existsSync(path.join(folder, 'tokenization_x.py'))).toBe(false);
  expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe(`---
license: "mit"
base_model: "org/base: \\"1\\""
library_name: "transformers"
---

# Mine ---

Base model: org/base: "1"

## Results

| metric | value | data |
| --- | --- | --- |
| loss \\| nats | 1.2346 |  |
`);
});
