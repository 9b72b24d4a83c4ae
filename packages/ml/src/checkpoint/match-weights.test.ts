import { expect, it } from 'vitest';
import type { ParameterLayout } from '../architectures/architecture.ts';
import type { WeightSource } from '../weights/weight-source.ts';
import { matchWeights } from './match-weights.ts';

const layout: ParameterLayout[] = [
  { name: 'bert.embeddings.weight', shape: [4, 2], isDecayed: true },
  { name: 'bert.LayerNorm.weight', shape: [2], isDecayed: false },
  { name: 'bert.LayerNorm.bias', shape: [2], isDecayed: false, isOptional: true },
  { name: 'bert.encoder.weight', shape: [2, 2], isDecayed: true },
  { name: 'head.weight', shape: [4, 2], isDecayed: true, tiedTo: 'bert.embeddings.weight' },
];
const shapes = { embeddings: [4, 2], encoder: [2, 2], norm: [2] };

function sourceOf(tensors: Record<string, number[]>): WeightSource {
  const stored = Object.entries(tensors).map(([name, shape]) => ({ name, shape, dtype: 'F32' as const }));
  const fail = () => Promise.reject(new Error('nothing is read'));
  return {
    tensors: stored,
    metadata: {},
    find: (name) => stored.find((one) => one.name === name),
    readFloat32: fail,
    readBytes: fail,
    close: () => Promise.resolve(),
  };
}

const names = ['bert.embeddings.weight', 'bert.LayerNorm.weight', 'bert.encoder.weight'];
it.each<[string, Record<string, number[]>, string[], string[]]>([
  [
    'by their own names, without what is optional',
    {
      'bert.embeddings.weight': shapes.embeddings,
      'bert.LayerNorm.weight': shapes.norm,
      'bert.encoder.weight': shapes.encoder,
    },
    names,
    [],
  ],
  [
    'in a bare model',
    {
      'embeddings.weight': shapes.embeddings,
      'LayerNorm.weight': shapes.norm,
      'encoder.weight': shapes.encoder,
      'pooler.weight': [9],
    },
    ['embeddings.weight', 'LayerNorm.weight', 'encoder.weight'],
    ['pooler.weight'],
  ],
  [
    'by the names of old checkpoints',
    {
      'bert.embeddings.weight': shapes.embeddings,
      'bert.LayerNorm.gamma': shapes.norm,
      'bert.encoder.weight': shapes.encoder,
      other: [1],
    },
    ['bert.embeddings.weight', 'bert.LayerNorm.gamma', 'bert.encoder.weight'],
    ['other'],
  ],
  [
    'under the name of the tied head, when the file has only that',
    { 'head.weight': shapes.embeddings, 'bert.LayerNorm.weight': shapes.norm, 'bert.encoder.weight': shapes.encoder },
    ['head.weight', 'bert.LayerNorm.weight', 'bert.encoder.weight'],
    [],
  ],
  [
    'and passes over a stored copy of a tied head',
    {
      'head.weight': shapes.embeddings,
      'bert.embeddings.weight': shapes.embeddings,
      'bert.LayerNorm.weight': shapes.norm,
      'bert.encoder.weight': shapes.encoder,
    },
    names,
    [],
  ],
])('finds parameters %s', (_name, tensors, found, unused) => {
  const matched = matchWeights(sourceOf(tensors), layout);
  expect([...matched.stored.keys()]).toEqual(names);
  expect([...matched.stored.values()].map(({ name }) => name)).toEqual(found);
  expect(matched.unused).toEqual(unused);
});

it.each<[string, Record<string, number[]>, string]>([
  ['another shape', { 'bert.embeddings.weight': [2, 4] }, 'bert.embeddings.weight: expected [4, 2], found [2, 4]'],
  ['another rank', { 'bert.embeddings.weight': [8] }, 'bert.embeddings.weight: expected [4, 2], found [8]'],
  [
    'missing parameters',
    { 'bert.embeddings.weight': [4, 2] },
    'lack 2 of 4 parameters that config.json asks for: bert.LayerNorm.weight, bert.encoder.weight',
  ],
  ['no parameter at all', { unknown: [1] }, 'lack 3 of 4'],
])('refuses %s', (_name, tensors, message) => {
  expect(() => matchWeights(sourceOf(tensors), layout)).toThrow(
    expect.objectContaining({ code: 'invalid_file', message: expect.stringContaining(message) }),
  );
});

it('names only the first few of many that are missing', () => {
  const many = Array.from({ length: 9 }, (_, i) => ({ name: `layer.${i}`, shape: [1], isDecayed: true }));
  expect(() => matchWeights(sourceOf({}), many)).toThrow(
    /lack 9 of 9 .*: layer\.0, layer\.1, layer\.2, layer\.3, layer\.4, …$/,
  );
});
