import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { languageModelSize } from '@modelmint/domain/language-model-memory';
import { type LanguageModelSpec, suggestLanguageModelSpec } from '@modelmint/domain/language-model-spec';
import { expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { evaluate } from '../training/evaluate.ts';
import { openRowEncoding } from '../training/read-examples.ts';
import { toySpec } from '../training/toy-spec.ts';
import { trainCausalLm } from '../training/train-causal-lm.ts';
import type { TrainingEvent } from '../training/training-event.ts';
import { loadLanguageModel } from './load-language-model.ts';
import { readWindows } from './read-texts.ts';
import { type LanguageModelStart, type TrainLanguageModelOptions, trainLanguageModel } from './train-language-model.ts';

const toys: Record<LanguageModelSpec['kind'], LanguageModelSpec> = {
  lstm: {
    ...suggestLanguageModelSpec('lstm', { trainCharacters: 1_000, seed: 5 }),
    ...{ kind: 'lstm', embeddingSize: 32, hiddenSize: 32, layers: 2, dropout: 0.1, learningRate: 0.01 },
  } as LanguageModelSpec,
  llama: {
    ...suggestLanguageModelSpec('llama', { trainCharacters: 1_000, seed: 5 }),
    ...{ kind: 'llama', hiddenSize: 32, intermediateSize: 48, layers: 2, heads: 2, kvHeads: 1, learningRate: 0.01 },
  } as LanguageModelSpec,
};
const kinds = ['lstm', 'llama'] as const;
const small = { contextLength: 24, batchSize: 8, microBatchRows: 8, epochs: 12, earlyStopPatience: 50 } as const;

const animals = ['cat', 'dog', 'owl', 'fox'];
const sounds: Record<string, string> = { cat: 'meow', dog: 'woof', owl: 'hoot', fox: 'yap' };

/** Each animal has its sound; the order is random, so that nothing else can be learned. */
function story(sentences: number, seed: number): string {
  const random = seededRandom(seed);
  const one = () => animals[Math.floor(random() * animals.length)] ?? 'cat';
  return Array.from({ length: sentences }, one)
    .map((animal) => `the ${animal} says ${sounds[animal]}.`)
    .join(' ');
}

const chats = animals.flatMap((animal) =>
  Array.from({ length: 6 }, () => ({
    messages: [
      { role: 'user', content: `what says the ${animal}?` },
      { role: 'assistant', content: sounds[animal] },
    ],
  })),
);

/** From texts to a model that writes, on every engine. */
export function testLanguageModel(open: () => Promise<Engine>): void {
  type Part = Partial<Omit<TrainLanguageModelOptions, 'spec'>> & { rows?: object[]; spec?: Partial<LanguageModelSpec> };

  async function train(kind: LanguageModelSpec['kind'], { rows, spec, ...options }: Part = {}) {
    const engine = await open();
    const folder = mkdtempSync(path.join(tmpdir(), 'modelmint-lm-'));
    const write = (name: string, all: object[]) => {
      const file = path.join(folder, name);
      writeFileSync(file, all.map((row) => JSON.stringify(row)).join('\n'));
      return file;
    };
    const events: TrainingEvent[] = [];
    const result = await trainLanguageModel({
      engine,
      spec: { ...toys[kind], ...small, ...spec } as LanguageModelSpec,
      trainPath: write('train.jsonl', rows ?? [{ text: story(300, 1) }, { text: story(100, 2) }]),
      validationPath: write('validation.jsonl', rows ?? [{ text: story(30, 3) }]),
      checkpointFolder: path.join(folder, 'checkpoints'),
      ...options,
      onEvent: async (event) => {
        events.push(event);
        await options.onEvent?.(event);
      },
    });
    return { ...result, events, folder };
  }
  const planted = new Map<string, ReturnType<typeof plant>>();
  /** The model of what was planted, trained once for all tests. */
  function plantOnce(kind: LanguageModelSpec['kind']) {
    const kept = planted.get(kind) ?? plant(kind);
    planted.set(kind, kept);
    return kept;
  }
  async function plant(kind: LanguageModelSpec['kind']) {
    const starts: LanguageModelStart[] = [];
    const result = await train(kind, { onStart: (given) => void starts.push(given) });
    return { ...result, start: starts[0] };
  }
  const weightsOf = ({ artifactFolder }: { artifactFolder: string }) =>
    readFileSync(path.join(artifactFolder, 'model.safetensors'));

  it.each(kinds)('learns what was planted, and says the same after it was saved and loaded: %s', async (kind) => {
    const engine = await open();
    const before = engine.tf.memory().numTensors;
    const { artifactFolder, metrics, vocabSize, data, folder, start } = await plantOnce(kind);
    expect(vocabSize).toBe(259);
    expect(start).toMatchObject({ vocabSize, data, parameters: languageModelSize(toys[kind]).parameters });
    const card = readFileSync(path.join(artifactFolder, 'README.md'), 'utf8');
    expect(card).toContain(`library_name: "${kind === 'lstm' ? 'modelmint' : 'transformers'}"`);
    expect(card).not.toContain('base_model');
    expect(data.train.counted).toBe(data.train.tokens - data.train.windows);
    expect(metrics?.perplexity).toBeLessThan(1.6);
    expect(metrics?.tokenAccuracy).toBeGreaterThan(0.85);

    const loaded = await loadLanguageModel({ engine, folder: artifactFolder });
    const { model } = loaded;
    const set = await readWindows(path.join(folder, 'validation.jsonl'), await openRowEncoding(artifactFolder), 24);
    const again = await evaluate({ model, part: { scope: () => model.scope }, set, batchSize: 8 });
    expect(again.loss).toBeCloseTo(metrics?.loss ?? Number.NaN, 5);
    for (const animal of animals) {
      const options = { maxTokens: 6, sampling: { temperature: 0 }, stop: ['.'] };
      expect(await loaded.write(` the ${animal} says `, options)).toBe(sounds[animal]);
    }
    loaded.dispose();
    expect(engine.tf.memory().numTensors).toBe(before);
  });

  it.each(kinds)('writes the likeliest at temperature 0, and the more variously the higher it is: %s', async (kind) => {
    const engine = await open();
    const { artifactFolder } = await train(kind, { spec: { epochs: 2 } });
    const loaded = await loadLanguageModel({ engine, folder: artifactFolder });
    const write = (temperature: number, seed: number) =>
      loaded.write('the ', { maxTokens: 12, sampling: { temperature }, seed, ignoreEos: true });
    const entropies: number[] = [];
    for (const temperature of [0, 0.5, 1, 2]) {
      const counts = new Map<string, number>();
      for (let seed = 0; seed < 12; seed++)
        for (const char of await write(temperature, seed)) counts.set(char, (counts.get(char) ?? 0) + 1);
      const total = [...counts.values()].reduce((a, b) => a + b, 0);
      entropies.push([...counts.values()].reduce((sum, n) => sum - (n / total) * Math.log(n / total), 0));
    }
    expect(await write(0, 1)).toBe(await write(0, 2));
    expect(await write(1, 7)).toBe(await write(1, 7));
    expect(entropies).toEqual(entropies.toSorted((a, b) => a - b));
    expect((entropies[3] ?? 0) - (entropies[0] ?? 0)).toBeGreaterThan(0.8);
    loaded.dispose();
  });

  it.each(kinds)('ends with the same bytes when it is killed and resumed, and not in another run: %s', async (kind) => {
    const spec = { epochs: 2, evaluationsPerEpoch: 4 };
    const whole = await train(kind, { spec });
    const kept = whole.events.flatMap((event) => (event.kind === 'checkpoint' ? [event.step] : []));
    const step = kept[2] ?? 0;
    const kill = new AbortController();
    let folder = '';
    const cut = train(kind, {
      spec,
      signal: kill.signal,
      onEvent: (event) => {
        if (event.kind !== 'checkpoint' || event.step !== step) return;
        folder = `${event.folder}-copy`;
        cpSync(event.folder, folder, { recursive: true });
        kill.abort(new Error('killed'));
      },
    });
    await expect(cut).rejects.toThrow('killed');
    const resumed = await train(kind, { spec, resume: { folder } });
    expect(weightsOf(resumed).equals(weightsOf(whole))).toBe(true);
    expect(resumed.metrics).toEqual(whole.metrics);
    const changes = kind === 'lstm' ? { dropout: 0.2 } : { heads: 4, kvHeads: 2 };
    for (const change of [{ seed: 9 }, changes, { vocabulary: { kind: 'bpe', size: 300 } } as const])
      await expect(train(kind, { spec: { ...spec, ...change }, resume: { folder } })).rejects.toMatchObject({
        code: 'invalid_state',
      });
  });

  it.each(kinds)('holds as many tensors at the end of a run as at step 10: %s', async (kind) => {
    const { tf } = await open();
    const counts = new Map<number, number>();
    await train(kind, {
      rows: [{ text: story(6, 1) }],
      spec: { epochs: 30, batchSize: 2, microBatchRows: 2 },
      onEvent: (event) => {
        if (event.kind === 'step') counts.set(event.step, tf.memory().numTensors);
      },
    });
    expect(counts.size).toBeGreaterThan(50);
    expect(counts.get(counts.size)).toBe(counts.get(10));
  });

  it('learns chats with a template of its own, and an adapter on top', async () => {
    const engine = await open();
    const base = await train('llama', {
      rows: chats,
      spec: { contextLength: 64, epochs: 50, batchSize: 4, vocabulary: { kind: 'bpe', size: 300 } },
    });
    expect(base.metrics?.tokenAccuracy).toBeGreaterThan(0.9);
    const { method } = toySpec;
    const swapped = path.join(base.folder, 'swapped.jsonl');
    const others = chats.map(({ messages: [question] }) => ({
      messages: [question, { role: 'assistant', content: 'woof' }],
    }));
    writeFileSync(swapped, others.map((row) => JSON.stringify(row)).join('\n'));
    const tuned = await trainCausalLm({
      engine,
      modelFolder: base.artifactFolder,
      spec: { ...toySpec, method, epochs: 12, batchSize: 8, microBatchRows: 8 },
      trainPath: swapped,
      validationPath: swapped,
      checkpointFolder: path.join(base.folder, 'tuned'),
      onEvent: () => undefined,
    });
    const prompt = '<|im_start|>user\nwhat says the owl?<|im_end|>\n<|im_start|>assistant\n';
    const answer = async (adapterFolder?: string) => {
      const model = await loadLanguageModel({ engine, folder: base.artifactFolder, adapterFolder });
      const text = await model.write(prompt, { maxTokens: 12, sampling: { temperature: 0 } });
      model.dispose();
      return text;
    };
    expect([await answer(), await answer(tuned.artifactFolder)]).toEqual(['hoot', 'woof']);
  });

  it('refuses an adapter on an LSTM, rows that are none, no text at all, and more memory than there is', async () => {
    const engine = await open();
    const { artifactFolder, folder } = await plantOnce('lstm');
    const { method } = toySpec;
    const options = { engine, modelFolder: artifactFolder, checkpointFolder: folder, onEvent: () => undefined };
    const spec = { ...toySpec, method, maxTokens: 24, whenTooLong: 'cut' } as const;
    const trainPath = path.join(folder, 'train.jsonl');
    await expect(trainCausalLm({ ...options, spec, trainPath })).rejects.toMatchObject({ code: 'invalid_value' });
    await expect(train('lstm', { rows: [{ text: '' }] })).rejects.toMatchObject({ code: 'dataset_invalid' });
    await expect(train('llama', { rows: [{ text: 'some' }, { label: 'x' }] })).rejects.toMatchObject({
      code: 'dataset_invalid',
      message: expect.stringContaining('line 2'),
    });
    for (const kind of kinds)
      await expect(train(kind, { bytesMax: 100_000 })).rejects.toMatchObject({
        code: 'invalid_value',
        message: expect.stringMatching(
          /would take \d+ MB .* may take 1 MB: .* for 8 windows of 24 tokens\. Lower max_tokens/,
        ),
      });
  });
}
