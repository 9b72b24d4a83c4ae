import { expect, it } from 'vitest';
import { type AdapterBase, fitAdapter } from './fit-adapter.ts';
import type { PeftAdapter, PeftConfig } from './peft-adapter.ts';

const base: AdapterBase = {
  linears: [
    { module: 'bert.layer.0.query', in: 3, out: 5 },
    { module: 'bert.layer.0.conv', in: 3, out: 5, isTransposed: true },
  ],
  parameters: [
    { name: 'bert.layer.0.query.weight', shape: [5, 3], isDecayed: true },
    { name: 'bert.layer.0.conv.weight', shape: [3, 5], isDecayed: true },
    { name: 'bert.norm.weight', shape: [3], isDecayed: false },
    { name: 'classifier.weight', shape: [2, 3], isDecayed: true },
    { name: 'lm_head.weight', shape: [5, 3], isDecayed: true },
  ],
};
const plain: PeftConfig = {
  r: 4,
  alpha: 8,
  dropout: 0,
  useRslora: false,
  fanInFanOut: false,
  targetModules: ['query'],
  modulesToSave: ['classifier'],
  baseModel: null,
  rankPattern: {},
  alphaPattern: {},
  taskType: null,
};

function adapterOf(module: string, { size = [3, 5], saved = [2, 3], config = {} } = {}): PeftAdapter {
  const [inSize = 0, out = 0] = size;
  const pair = { rank: 4, in: inSize, out, a: new Float32Array(4 * inSize), b: new Float32Array(4 * out) };
  const head = { name: 'classifier.weight', shape: saved, values: new Float32Array(6) };
  return { config: { ...plain, ...config }, pairs: new Map([[module, pair]]), saved: new Map([[head.name, head]]) };
}

it.each<[string, string, Partial<PeftConfig>, string, number]>([
  ['by its own names', 'bert.layer.0.query', {}, 'bert.layer.0.query', 2],
  ['of the bare model', 'layer.0.query', {}, 'bert.layer.0.query', 2],
  ['of the output head', 'lm_head', {}, 'lm_head', 2],
  ['with rsLoRA', 'bert.layer.0.query', { useRslora: true }, 'bert.layer.0.query', 4],
  ['with an alpha of its own', 'bert.layer.0.conv', { alphaPattern: { conv: 2 } }, 'bert.layer.0.conv', 0.5],
])('fits an adapter %s', (_name, module, config, found, scale) => {
  const { pairs, saved } = fitAdapter(adapterOf(module, { config }), base);
  expect([...pairs].map(([name, pair]) => [name, pair.scale, pair.isTransposed])).toEqual([
    [found, scale, found.endsWith('conv')],
  ]);
  expect([...saved.keys()]).toEqual(['classifier.weight']);
});

it.each<[string, PeftAdapter, string]>([
  ['of more layers', adapterOf('bert.layer.1.query'), 'it adapts bert.layer.1.query, which this model does not have'],
  ['of another family', adapterOf('model.layers.0.q_proj'), 'it adapts model.layers.0.q_proj'],
  [
    'of a wider model',
    adapterOf('bert.layer.0.query', { size: [6, 10] }),
    'bert.layer.0.query: expected 3 → 5, found 6 → 10',
  ],
  [
    'of other classes',
    adapterOf('bert.layer.0.query', { saved: [4, 3] }),
    'classifier.weight: expected [2, 3], found [4, 3]',
  ],
  [
    'with a weight that is not there',
    {
      ...adapterOf('bert.layer.0.query'),
      saved: new Map([['score.weight', { name: 'score.weight', shape: [1], values: new Float32Array(1) }]]),
    },
    'it replaces score.weight, which this model does not have',
  ],
])('refuses an adapter %s', (_name, adapter, message) => {
  expect(() => fitAdapter(adapter, base)).toThrow(
    expect.objectContaining({
      code: 'invalid_file',
      message: expect.stringContaining(`the adapter is for another base model: ${message}`),
    }),
  );
});
