import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { referenceFolders } from '../reference/reference-folders.ts';
import { openSafetensors } from '../weights/open-safetensors.ts';
import { writeSafetensors } from '../weights/write-safetensors.ts';
import { loadWeights } from './load-weights.ts';
import { openCheckpoint } from './open-checkpoint.ts';

describe.each(referenceFolders())('$name', ({ folder }) => {
  it('loads whole, and frees all', async () => {
    const { tf } = await openWasmEngine();
    const before = tf.memory().numTensors;
    const checkpoint = await openCheckpoint(folder);
    const { tensors } = checkpoint.weights;
    expect(checkpoint.config.model_type).toEqual(expect.any(String));
    expect(tensors.length).toBeGreaterThan(10);
    const layout = tensors.map(({ name, shape }) => ({ name, shape, isDecayed: true }));
    const weights = await loadWeights(tf, checkpoint.weights, layout);
    await checkpoint.weights.close();
    expect([...weights.keys()]).toEqual(tensors.map(({ name }) => name));
    for (const weight of weights.values()) expect(weight.dataSync().every(Number.isFinite)).toBe(true);
    tf.dispose([...weights.values()]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a layout with ties and prefix', () => {
  const layout = [
    { name: 'model.embed.weight', shape: [2, 1], isDecayed: true },
    { name: 'model.norm.bias', shape: [1], isDecayed: false, isOptional: true },
    { name: 'head.weight', shape: [2, 1], isDecayed: true, tiedTo: 'model.embed.weight' },
    { name: 'model.norm.weight', shape: [1], isDecayed: false },
  ];
  const values = Float32Array.of(1, 2);
  const sourceOf = async (norm: number[]) => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'modelmint-weights-')), 'model.safetensors');
    const tensors = [
      { name: 'embed.weight', shape: [2, 1], values },
      { name: 'norm.weight', shape: norm, values: new Float32Array(norm[0] ?? 0) },
    ];
    await writeSafetensors(file, tensors, { dtype: 'F16' });
    return await openSafetensors(file);
  };

  it('gives a tied head the tensor of the embedding', async () => {
    const { tf } = await openWasmEngine();
    const source = await sourceOf([1]);
    const weights = await loadWeights(tf, source, layout);
    await source.close();
    expect([...weights.keys()]).toEqual(['model.embed.weight', 'model.norm.weight', 'head.weight']);
    expect(weights.get('head.weight')).toBe(weights.get('model.embed.weight'));
    expect(weights.get('head.weight')?.dataSync()).toEqual(values);
    tf.dispose([...weights.values()]);
  });

  it.each([
    ['a wrong shape', async () => await sourceOf([3]), 'norm.weight: expected [1], found [3]'],
    [
      'a file that fails on the way',
      async () => {
        const source = await sourceOf([1]);
        const fail = () => Promise.reject(new Error('the disk is gone'));
        return {
          ...source,
          readFloat32: (name: string) => (name === 'embed.weight' ? source.readFloat32(name) : fail()),
        };
      },
      'the disk is gone',
    ],
  ])('leaves nothing on the engine after %s', async (_name, open, message) => {
    const { tf } = await openWasmEngine();
    const start = tf.memory().numTensors;
    const source = await open();
    await expect(loadWeights(tf, source, layout)).rejects.toThrow(message);
    await source.close();
    expect(tf.memory().numTensors).toBe(start);
  });
});
