import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { referenceFolders } from '../reference/reference-folders.ts';
import { fromFloat32 } from '../weights/from-float32.ts';
import { openSafetensors } from '../weights/open-safetensors.ts';
import { tensorSource } from '../weights/tensor-source.ts';
import type { WeightSource } from '../weights/weight-source.ts';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import { type AdapterBase, fitAdapter } from './fit-adapter.ts';
import { mergeAdapter } from './merge-adapter.ts';
import { disposeAdapter, openAdapter } from './open-adapter.ts';
import type { PeftAdapter, PeftConfig } from './peft-adapter.ts';
import { readAdapter } from './read-adapter.ts';

const folders = referenceFolders().filter(({ folder }) => existsSync(path.join(folder, 'adapter')));

/**
 * A base whose matrices are all linear maps, stored the way that the adapter says. Its names have the model's prefix, which
 * those of a checkpoint may lack.
 */
function baseOf(source: WeightSource, { config, pairs }: PeftAdapter): AdapterBase & { prefix: string } {
  const [module = ''] = pairs.keys();
  const first = module.slice(0, module.indexOf('.') + 1);
  const prefix = source.find(`${module}.weight`) === undefined ? first : '';
  const parameters = source.tensors.map(({ name, shape }) => ({ name: prefix + name, shape, isDecayed: true }));
  const linears = parameters.map(({ name, shape: [rows = 0, columns = 0] }) => {
    const sizes = config.fanInFanOut ? { in: rows, out: columns, isTransposed: true } : { in: columns, out: rows };
    return { module: name.replace(/\.weight$/, ''), ...sizes };
  });
  return { parameters, linears, prefix };
}

describe.each(folders)('$name', ({ folder }) => {
  it('adds scale · B · A to what is adapted, puts in what was saved, and leaves the rest', async () => {
    const { tf } = await openWasmEngine();
    const { weights: source } = await openCheckpoint(folder);
    const adapter = await readAdapter(path.join(folder, 'adapter'));
    const base = baseOf(source, adapter);
    const start = tf.memory().numTensors;
    const merged = mergeAdapter(source, adapter, { tf, base });
    const { pairs } = fitAdapter(adapter, base);
    let changed = 0;
    for (const { name, shape } of source.tensors) {
      const before = await source.readFloat32(name);
      const after = await merged.readFloat32(name);
      const pair = pairs.get(base.prefix + name.replace(/\.weight$/, ''));
      const expected = Float64Array.from(adapter.saved.get(base.prefix + name)?.values ?? before);
      if (pair !== undefined && name.endsWith('.weight')) {
        changed++;
        const columns = shape[1] ?? 0;
        expected.forEach((value, i) => {
          const [row, column] = [Math.floor(i / columns), i % columns];
          const [output, input] = adapter.config.fanInFanOut ? [column, row] : [row, column];
          let sum = 0;
          for (let k = 0; k < pair.rank; k++)
            sum += (pair.b[output * pair.rank + k] ?? 0) * (pair.a[k * pair.in + input] ?? 0);
          expected[i] = value + pair.scale * sum;
        });
      }
      const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (after[i] ?? Number.NaN))), 0);
      expect(worst, name).toBeLessThan(1e-5);
    }
    expect(changed).toBe(pairs.size);
    expect(tf.memory().numTensors).toBe(start);
    await merged.close();
  });

  it('goes onto the engine, and leaves nothing there', async () => {
    const { tf } = await openWasmEngine();
    const { weights: source } = await openCheckpoint(folder);
    const adapter = await readAdapter(path.join(folder, 'adapter'));
    const start = tf.memory().numTensors;
    const opened = openAdapter(tf, adapter, baseOf(source, adapter));
    await source.close();
    expect([...opened.pairs.keys()]).toEqual([...adapter.pairs.keys()]);
    for (const { a, b } of opened.pairs.values()) expect(a.shape[0]).toBe(b.shape[1]);
    disposeAdapter(tf, opened);
    expect(tf.memory().numTensors).toBe(start);
  });
});

const plain: PeftConfig = {
  r: 1,
  alpha: 1,
  dropout: 0,
  useRslora: false,
  fanInFanOut: false,
  targetModules: ['lm_head'],
  modulesToSave: [],
  baseModel: null,
  rankPattern: {},
  alphaPattern: {},
  taskType: null,
};
const pairs = new Map([['lm_head', { rank: 1, in: 1, out: 2, a: Float32Array.of(10), b: Float32Array.of(1, 2) }]]);
const saved = new Map(
  ['lm_head.weight', 'score.weight'].map((name) => [name, { name, shape: [2, 1], values: Float32Array.of(5, 6) }]),
);
const parameters = [
  { name: 'embed.weight', shape: [2, 1], isDecayed: true },
  { name: 'lm_head.weight', shape: [2, 1], isDecayed: true },
  { name: 'score.weight', shape: [2, 1], isDecayed: true, isOptional: true },
];

it('puts the low-rank part beside a head that the adapter replaces, and adds what the base lacks', async () => {
  const { tf } = await openWasmEngine();
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'modelmint-merge-')), 'model.safetensors');
  const values = Float32Array.of(1, 2);
  const stored = ['embed.weight', 'lm_head.weight'].map((name) => ({ name, shape: [2, 1], values }));
  await writeSafetensors(file, stored, { dtype: 'BF16' });
  const adapter = { config: plain, pairs, saved };
  const merged = mergeAdapter(await openSafetensors(file), adapter, { tf, base: { parameters, linears: [] } });
  expect(merged.tensors.map(({ name, dtype }) => [name, dtype])).toEqual([
    ['embed.weight', 'BF16'],
    ['lm_head.weight', 'BF16'],
    ['score.weight', 'F32'],
  ]);
  expect(await merged.readFloat32('embed.weight')).toEqual(values);
  expect(await merged.readFloat32('lm_head.weight')).toEqual(Float32Array.of(15, 26));
  expect(await merged.readFloat32('score.weight')).toEqual(Float32Array.of(5, 6));
  expect(await merged.readBytes('lm_head.weight')).toEqual(fromFloat32(Float32Array.of(15, 26), 'BF16'));
  expect(saved.get('lm_head.weight')?.values).toEqual(Float32Array.of(5, 6));
  await merged.close();
});

it.each([
  ['replaces a tied head', new Map(), saved],
  ['adapts a tied head', pairs, new Map()],
])('refuses to merge an adapter that %s', async (_name, pairsToMerge, savedToMerge) => {
  const { tf } = await openWasmEngine();
  const tied = parameters.map((one) => (one.name === 'lm_head.weight' ? { ...one, tiedTo: 'embed.weight' } : one));
  const adapter = { config: plain, pairs: pairsToMerge, saved: savedToMerge };
  expect(() => mergeAdapter(tensorSource(new Map()), adapter, { tf, base: { parameters: tied, linears: [] } })).toThrow(
    'the adapter cannot be merged: it changes lm_head.weight, which is tied to embed.weight',
  );
});
