import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { referenceFolders } from '../reference/reference-folders.ts';
import { fetchAdapter } from './fetch-adapter.ts';
import { disposeAdapter, openAdapter } from './open-adapter.ts';
import type { PeftAdapter, PeftConfig } from './peft-adapter.ts';
import { readAdapter } from './read-adapter.ts';
import { writeAdapter } from './write-adapter.ts';

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'modelmint-adapter-'));
const folders = referenceFolders()
  .map(({ name, folder }) => ({ name, folder: path.join(folder, 'adapter') }))
  .filter(({ folder }) => existsSync(folder));

describe.each(folders)('$name', ({ folder }) => {
  it('reads what peft saved and writes the same bytes', async () => {
    const adapter = await readAdapter(folder);
    const copy = newFolder();
    await writeAdapter(copy, adapter);
    const bytes = (from: string) => readFileSync(path.join(from, 'adapter_model.safetensors'));
    expect(bytes(copy).equals(bytes(folder))).toBe(true);
    expect(await readAdapter(copy)).toEqual(adapter);
    const config = (from: string) => JSON.parse(readFileSync(path.join(from, 'adapter_config.json'), 'utf8'));
    expect(config(folder)).toMatchObject(config(copy));
  });
});

const pair = { rank: 2, in: 3, out: 1, a: Float32Array.of(1, 2, 3, 4, 5, 6), b: Float32Array.of(7, 8) };
const config: PeftConfig = {
  r: 2,
  alpha: 4,
  dropout: 0.05,
  useRslora: true,
  fanInFanOut: false,
  targetModules: ['q_proj'],
  modulesToSave: ['classifier'],
  baseModel: 'org/base',
  rankPattern: {},
  alphaPattern: { q_proj: 6 },
  taskType: 'SEQ_CLS',
};
const head = { name: 'classifier.out.bias', shape: [2], values: Float32Array.of(1, 2) };
const trained: PeftAdapter = { config, pairs: new Map([['model.q_proj', pair]]), saved: new Map([[head.name, head]]) };

it('comes back from the engine as it went there', async () => {
  const { tf } = await openWasmEngine();
  const start = tf.memory().numTensors;
  const base = {
    linears: [{ module: 'model.q_proj', in: 3, out: 1 }],
    parameters: [{ name: head.name, shape: [2], isDecayed: false }],
  };
  const opened = openAdapter(tf, trained, base);
  expect(opened.pairs.get('model.q_proj')?.scale).toBeCloseTo(6 / Math.SQRT2, 12);
  expect(await fetchAdapter(opened, config)).toEqual(trained);
  disposeAdapter(tf, opened);
  expect(tf.memory().numTensors).toBe(start);
});

it('writes all of its config, and a card', async () => {
  const folder = newFolder();
  await writeAdapter(folder, trained, { card: { title: 'Mine', library: 'peft', license: 'mit' } });
  expect(await readAdapter(folder)).toEqual(trained);
  expect(readdirSync(folder).sort()).toEqual(['README.md', 'adapter_config.json', 'adapter_model.safetensors']);
});

it.each<[string, PeftAdapter, string]>([
  [
    'a module that is no target',
    { ...trained, config: { ...config, targetModules: ['proj'] } },
    'model.q_proj is none of the targets proj',
  ],
  [
    'another rank',
    { ...trained, config: { ...config, rankPattern: { q_proj: 4 } } },
    'model.q_proj has the rank 2 where the config says 4',
  ],
  [
    'a weight of no module to save',
    { ...trained, config: { ...config, modulesToSave: [] } },
    'classifier.out.bias is of none of the modules',
  ],
])('refuses to write %s, which peft would pass over', async (_name, adapter, message) => {
  const folder = newFolder();
  await expect(writeAdapter(folder, adapter)).rejects.toThrow(message);
  expect(readdirSync(folder)).toEqual([]);
});
