import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import type { TrainingSample } from '@modelmint/domain/training-metrics';
import { expect, it } from 'vitest';
import { loadCausalLm } from '../causal-lm/load-causal-lm.ts';
import type { Engine } from '../engine/engine.ts';
import { evaluate } from './evaluate.ts';
import { openRowEncoding, readExamples } from './read-examples.ts';
import { readSamplePrompts, type SamplePrompt } from './sample-prompts.ts';
import { toySpec } from './toy-spec.ts';
import { type TrainingStart, trainCausalLm } from './train-causal-lm.ts';
import { writeSamples } from './write-samples.ts';

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
    // Whoever takes the folder elsewhere needs no other for the text.
    expect(readdirSync(result.artifactFolder)).toEqual(expect.arrayContaining(['tokenizer.json', 'README.md']));
  });

  it('measures the base first, and what it writes at each evaluation', async () => {
    const engine = await open();
    const before = engine.tf.memory().numTensors;
    const modelFolder = path.join(references, 'llama-rope-llama3');
    const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-lm-'));
    const trainPath = path.join(folder, 'rows.jsonl');
    const text = { text: 'The film was good, and the film was long.' };
    const completion = { prompt: 'The film was', completion: ' good.' };
    writeFileSync(trainPath, [...rows.slice(0, 1), completion, text].map((row) => JSON.stringify(row)).join('\n'));
    const spec = { ...toySpec, method: lora, epochs: 60, batchSize: 3, learningRate: 0.02, evaluateEverySteps: 30 };
    let prompts: SamplePrompt[] = [];
    let start: TrainingStart | undefined;
    const written: TrainingSample[][] = [];
    const { metrics } = await trainCausalLm({
      engine,
      modelFolder,
      spec: { ...spec, weightDecay: 0 },
      trainPath,
      validationPath: trainPath,
      checkpointFolder: path.join(folder, 'checkpoints'),
      bytesMax: 1e9,
      onStart: async (given) => {
        start = given;
        prompts = await readSamplePrompts(trainPath, given.encoding, { count: 3, promptTokensMax: 40 });
      },
      onEvaluated: async ({ model }) => {
        const { tokenizer } = start?.encoding ?? (await openRowEncoding(modelFolder));
        const eosIds = tokenizer.eosId === null ? [] : [tokenizer.eosId];
        written.push(await writeSamples(model, prompts, { tokenizer, eosIds, tokensMax: 12 }));
      },
      onEvent: () => undefined,
    });
    expect(engine.tf.memory().numTensors).toBe(before);
    expect(start?.base?.loss).toBeGreaterThan((metrics?.loss ?? 99) + 0.5);
    expect(start?.data.validation).toMatchObject({ examples: 3, cut: 0 });
    expect(written).toHaveLength(2);
    expect(prompts.map(({ prompt, expected }) => [prompt, expected])).toEqual([
      ['user: The film was good.', 'positive'],
      ['The film was', ' good.'],
      [expect.stringMatching(/^The film was/), expect.stringMatching(/long\.$/)],
    ]);
    const [chat, plain] = written.at(-1) ?? [];
    expect(chat).toMatchObject({ prompt: 'user: The film was good.', expected: 'positive' });
    expect(chat?.written).toContain('positive');
    expect(plain?.written).toContain('good');
  });

  it('refuses what does not fit into the memory before the base is loaded', async () => {
    const engine = await open();
    const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-lm-'));
    const trainPath = path.join(folder, 'rows.jsonl');
    writeFileSync(trainPath, rows.map((row) => JSON.stringify(row)).join('\n'));
    const modelFolder = path.join(references, 'llama-rope-llama3');
    const options = { engine, modelFolder, spec: toySpec, trainPath, checkpointFolder: folder, bytesMax: 1e5 };
    await expect(trainCausalLm({ ...options, onEvent: () => undefined })).rejects.toMatchObject({
      code: 'invalid_value',
      message: expect.stringMatching(/would take \d+ MB of memory and may take 1 MB/),
    });
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
