import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { expect, it } from 'vitest';
import { loadCausalLm } from '../causal-lm/load-causal-lm.ts';
import type { Engine } from '../engine/engine.ts';
import { evaluate } from './evaluate.ts';
import { openRowEncoding, readExamples } from './read-examples.ts';
import { toySpec } from './toy-spec.ts';
import { trainCausalLm } from './train-causal-lm.ts';

const references = path.resolve(import.meta.dirname, '../../references');
const rows = ['good', 'bad', 'fine', 'poor', 'great', 'awful'].map((word, i) => ({
  messages: [
    { role: 'user', content: `The film was ${word}.` },
    { role: 'assistant', content: i % 2 === 0 ? 'positive' : 'negative' },
  ],
}));
const lora = { kind: 'lora', rank: 8, alpha: 16, dropout: 0, targetModules: null, useRslora: true } as const;

/** From files to files. */
export function testTrainCausalLm(open: () => Promise<Engine>): void {
  it.each<{ name: string; method: CausalLmSpec['method'] }>([
    { name: 'llama-rope-llama3', method: lora },
    { name: 'llama-rope-llama3', method: { kind: 'full' } },
    { name: 'qwen2-tied', method: { kind: 'full' } },
    { name: 'gpt2-without-prefix', method: lora },
  ])('writes what loads again to the same loss: %j', async ({ name, method }) => {
    const engine = await open();
    const before = engine.tf.memory().numTensors;
    const modelFolder = path.join(references, name);
    const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-lm-'));
    const trainPath = path.join(folder, 'rows.jsonl');
    const lines = name.startsWith('gpt2') ? rows.map(({ messages: [, answer] }) => ({ text: answer?.content })) : rows;
    writeFileSync(trainPath, lines.map((row) => JSON.stringify(row)).join('\n'));
    const maxTokens = name.startsWith('gpt2') ? 32 : 64;
    const spec = { ...toySpec, method, maxTokens, epochs: 6, batchSize: 6, learningRate: 0.005 };
    const result = await trainCausalLm({
      engine,
      modelFolder,
      spec,
      trainPath,
      validationPath: trainPath,
      checkpointFolder: path.join(folder, 'checkpoints'),
      onEvent: () => undefined,
    });
    expect(result.data.train).toMatchObject({ examples: 6, cut: 0, dropped: 0 });
    expect(engine.tf.memory().numTensors).toBe(before);

    const set = await readExamples(trainPath, await openRowEncoding(modelFolder), spec);
    const score = async (folders: { folder: string; adapterFolder?: string }) => {
      const model = await loadCausalLm({ engine, ...folders });
      const { loss } = await evaluate({ model, part: { scope: () => model.scope }, set, batchSize: 4 });
      model.dispose();
      return loss;
    };
    const tuned = { folder: modelFolder, adapterFolder: result.artifactFolder };
    const loss = await score(method.kind === 'lora' ? tuned : { folder: result.artifactFolder });
    expect(loss).toBeCloseTo(result.metrics?.loss ?? Number.NaN, 5);
    expect(loss).toBeLessThan((await score({ folder: modelFolder })) - 0.5);
  });

  it('refuses a base that is no causal language model', async () => {
    const options = {
      engine: await open(),
      spec: toySpec,
      trainPath: '',
      checkpointFolder: '',
      onEvent: () => undefined,
    };
    await expect(trainCausalLm({ ...options, modelFolder: path.join(references, 'bert') })).rejects.toMatchObject({
      code: 'invalid_file',
    });
  });
}
