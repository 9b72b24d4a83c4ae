import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { architectures } from '../architectures/registry.ts';
import type { Engine } from '../engine/engine.ts';
import { attentionMask } from '../nn/attention-mask.ts';
import { referenceFolders } from '../reference/reference-folders.ts';
import { adaptCausalLm, type CausalLm, loadCausalLm } from './load-causal-lm.ts';

const classes = architectures.filter(({ kind }) => kind === 'causal-lm').flatMap((one) => one.classes);
const references = referenceFolders().filter(({ folder }) => {
  const config = JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8'));
  return classes.includes(config.architectures[0]);
});

function logitsOf({ scope: { tf }, forward, logits }: CausalLm, ids: number[]): Float32Array {
  const time = ids.length;
  return tf.tidy(() => {
    const { hidden } = forward({
      ids: tf.tensor2d([ids], [1, time], 'int32'),
      positions: tf.tensor2d([ids.map((_, i) => i)], [1, time], 'int32'),
      mask: attentionMask(tf, { batch: 1, time, past: 0 }),
    });
    return logits(hidden).dataSync() as never;
  });
}

/** What loading must do on an engine; that the numbers are right is for `reference/`. */
export function testCausalLms(open: () => Promise<Engine>): void {
  it('holds as many tensors after 100 steps of decoding as after one', async () => {
    const engine = await open();
    const { tf } = engine;
    const [reference] = references;
    if (reference === undefined) throw new Error('the package has no reference of a causal model');
    const model = await loadCausalLm({ engine, folder: reference.folder });
    const read = (past: number) => ({
      ids: tf.tensor2d([1 + (past % 7)], [1, 1], 'int32') as Tensor2D,
      positions: tf.tensor2d([past % model.config.contextLength], [1, 1], 'int32') as Tensor2D,
      mask: attentionMask(tf, { batch: 1, time: 1, past }),
    });
    const step = (past: number, cache?: ReturnType<typeof model.forward>['cache']) => {
      const input = read(past);
      const output = model.forward(cache === undefined ? input : { ...input, cache });
      tf.dispose([
        input.ids,
        input.positions,
        input.mask,
        output.hidden,
        ...(cache ?? []).flatMap(({ key, value }) => [key, value]),
      ]);
      return output.cache;
    };
    let cache = step(0);
    const after = tf.memory().numTensors;
    for (let past = 1; past < 100; past++) cache = step(past, cache);
    expect(tf.memory().numTensors).toBe(after);
    for (const { key, value } of cache) tf.dispose([key, value]);
    model.dispose();
  });

  it('puts a second model on loaded weights with what its adapter takes', async () => {
    const engine = await open();
    const { tf } = engine;
    const folder = references.find(({ name }) => name.startsWith('own/llama'))?.folder ?? '';
    const adapterFolder = path.join(folder, 'adapter');
    const before = tf.memory().numTensors;
    const base = await loadCausalLm({ engine, folder });
    const alone = tf.memory().numTensors;
    const adapted = await adaptCausalLm(engine, base, adapterFolder);
    expect(adapted.bytes).toBeLessThan(base.bytes);
    const whole = await loadCausalLm({ engine, folder, adapterFolder });
    expect(whole.bytes).toBe(base.bytes + adapted.bytes);
    const [plain, shared, own] = [base, adapted, whole].map((model) => logitsOf(model, [1, 5, 9]));
    expect(shared).toEqual(own);
    expect(shared).not.toEqual(plain);
    whole.dispose();
    adapted.dispose();
    expect(tf.memory().numTensors).toBe(alone);
    expect(logitsOf(base, [1, 5, 9])).toEqual(plain);
    base.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    [
      'an architecture that is not supported',
      { config: { architectures: ['MambaForCausalLM'] } },
      'is of a "MambaForCausalLM"',
    ],
    ['a config for other sizes', { config: { intermediate_size: 7, n_inner: 7 } }, 'expected [7'],
    ['an adapter for another base', { adapter: 'other' }, 'the adapter is for another base model'],
  ] as const)('refuses %s and leaves nothing on the engine', async (_, change, message) => {
    const engine = await open();
    const [first, second] = ['llama', 'gpt2'].map(
      (name) => references.find((one) => one.name.startsWith(`own/${name}`))?.folder,
    );
    if (first === undefined || second === undefined)
      throw new Error('the package has no references of Llama and GPT-2');
    const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-causal-'));
    cpSync(first, folder, { recursive: true });
    const config = JSON.parse(readFileSync(path.join(first, 'config.json'), 'utf8'));
    const changed = { ...config, ...('config' in change ? change.config : {}) };
    writeFileSync(path.join(folder, 'config.json'), JSON.stringify(changed));
    const adapterFolder = 'adapter' in change ? path.join(second, 'adapter') : undefined;
    const before = engine.tf.memory().numTensors;
    await expect(loadCausalLm({ engine, folder, adapterFolder })).rejects.toMatchObject({
      code: 'invalid_file',
      message: expect.stringContaining(message),
    });
    expect(engine.tf.memory().numTensors).toBe(before);
    rmSync(folder, { recursive: true });
  });
}
