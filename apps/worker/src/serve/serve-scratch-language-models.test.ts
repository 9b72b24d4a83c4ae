import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LanguageModelSpec, suggestLanguageModelSpec } from '@modelmint/domain/language-model-spec';
import { backgroundHeader, GenerateAnswer, type GenerateRequest } from '@modelmint/domain/serving-contract';
import { type CausalLm, loadCausalLm } from '@modelmint/ml/causal-lm/load-causal-lm';
import { openEngine } from '@modelmint/ml/engine/open-engine';
import { readColumns } from '@modelmint/ml/generation/read-columns';
import { trainLanguageModel } from '@modelmint/ml/language-model/train-language-model';
import { loadTokenizer } from '@modelmint/ml/tokenizer/load-tokenizer';
import { openSafetensors } from '@modelmint/ml/weights/open-safetensors';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cacheLimits } from './cache-limits.ts';
import { plainGeneration, startTestServing, type TestServing } from './start-test-serving.ts';

const kinds = ['lstm', 'llama'] as const;
type Kind = (typeof kinds)[number];
/** More than is read at once of a prompt. */
const contextLength = 640;
const sizes = {
  lstm: { embeddingSize: 16, hiddenSize: 24, layers: 2, isHeadTied: false },
  llama: { hiddenSize: 16, intermediateSize: 24, layers: 2, heads: 2, kvHeads: 1 },
};
const chats = ['meow', 'woof', 'hoot', 'yap'].map((sound) => ({
  messages: [
    { role: 'user', content: `what says the one of ${sound}?` },
    { role: 'assistant', content: sound },
  ],
}));
const texts = [{ text: 'the cat says meow, the dog says woof. '.repeat(20) }];

/** Without an end every answer has its length. */
const ends = new Set([0, 1, 2]);
const logitBias = Object.fromEntries([...ends].map((id) => [id, -100]));

let folder: string;
const models: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'modelmint-scratch-'));
  const engine = await openEngine({ only: 'wasm' });
  const train = async (name: string, kind: Kind, data: object[]) => {
    const trainPath = path.join(folder, `${name}.jsonl`);
    writeFileSync(trainPath, data.map((row) => JSON.stringify(row)).join('\n'));
    const suggested = suggestLanguageModelSpec(kind, { trainCharacters: 1_000, seed: 5 });
    const spec = { ...suggested, ...sizes[kind], contextLength, epochs: 1, learningRate: 0.01 } as LanguageModelSpec;
    const own = { engine, spec, trainPath, checkpointFolder: path.join(folder, name), onEvent: () => undefined };
    models[name] = (await trainLanguageModel(own)).artifactFolder;
  };
  for (const kind of kinds) await train(kind, kind, texts);
  await train('chat', 'llama', chats);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const callOf = (name: string) => ({ modelId: `mdl_${name}`, storagePrefix: models[name] ?? '', base: null });

async function write(serving: TestServing, name: string, asked: Partial<GenerateRequest>): Promise<GenerateAnswer> {
  const { status, body } = await serving.post('/generate', { ...plainGeneration, ...callOf(name), ...asked });
  expect({ status, body }).toMatchObject({ status: 200 });
  return GenerateAnswer.parse(body);
}

/** The likeliest tokens, each from the whole text before it, without a cache. */
function writePlainly({ tf }: TestServing, model: CausalLm, prompt: number[], count: number): number[] {
  const all = [...prompt];
  for (let at = 0; at < count; at++) {
    const logits = tf.tidy(() => {
      const columns = { ids: Int32Array.from(all), lengths: [all.length], past: null };
      const { hidden } = readColumns(model, columns);
      return [...model.logits(tf.slice(hidden, [0, all.length - 1, 0], [1, 1, -1])).dataSync()];
    });
    const written = logits.map((logit, id) => (ends.has(id) ? Number.NEGATIVE_INFINITY : logit));
    all.push(written.indexOf(Math.max(...written)));
  }
  return all.slice(prompt.length);
}

test.each(kinds)('writes what the model writes token by token from the whole text: %s', async (kind) => {
  const serving = await startTestServing();
  const tokenizer = await loadTokenizer(models[kind] ?? '');
  const prompts = ['the cat', 'says woof. '.repeat(50), ''];
  const answer = await write(serving, kind, { prompt: { texts: prompts }, logitBias, maxTokens: 5 });
  const model = await loadCausalLm({ engine: serving.engine, folder: models[kind] ?? '' });
  for (const [at, text] of prompts.entries()) {
    const ids = writePlainly(serving, model, tokenizer.encode(text), 5);
    expect(answer.choices[at]).toMatchObject({ text: tokenizer.decode(ids), finishReason: 'length' });
  }
  model.dispose();
  expect(answer.completionTokens).toBe(15);
  expect(answer.promptTokens).toBe(prompts.reduce((sum, text) => sum + tokenizer.encode(text).length, 0));
});

test.each(kinds)('calls at once write what each writes alone, and nothing is left behind: %s', async (kind) => {
  const serving = await startTestServing();
  const calls = Array.from({ length: 10 }, (_, i) => ({
    prompt: { texts: ['the dog says woof, '.repeat(1 + (i % 4))] },
    n: 1 + (i % 3),
    temperature: i % 2,
    seed: i,
    maxTokens: 3 + i,
  }));
  const each: GenerateAnswer[] = [];
  for (const call of calls) each.push(await write(serving, kind, call));
  const idle = serving.tf.memory().numTensors;
  for (let round = 0; round < 2; round++)
    expect(await Promise.all(calls.map((call) => write(serving, kind, call)))).toEqual(each);
  expect(serving.tf.memory().numTensors).toBe(idle);
  const weights = await openSafetensors(path.join(models[kind] ?? '', 'model.safetensors'));
  await weights.close();
  const numbers = weights.tensors.reduce((sum, { shape }) => sum + shape.reduce((size, side) => size * side, 1), 0);
  expect(serving.cache.bytes).toBe(4 * numbers);
});

test('what somebody waits for is written beside the background, which writes the same as alone', async () => {
  const serving = await startTestServing();
  const ended: string[] = [];
  const background = Array.from({ length: 6 }, (_, i) => ({
    prompt: { texts: ['the dog says '.repeat(1 + i)] },
    ...{ temperature: 1, seed: i, maxTokens: 40 },
  }));
  const alone: GenerateAnswer[] = [];
  for (const call of background) alone.push(await write(serving, 'llama', call));
  const inBackground = background.map(async (call) => {
    const asked = { ...plainGeneration, ...callOf('llama'), ...call };
    const { body } = await serving.post('/generate', asked, { headers: { [backgroundHeader]: '1' } });
    ended.push('background');
    return GenerateAnswer.parse(body);
  });
  await write(serving, 'llama', { prompt: { texts: ['the cat'] }, maxTokens: 3 });
  ended.push('awaited');
  expect(await Promise.all(inBackground)).toEqual(alone);
  expect(ended.indexOf('awaited')).toBeLessThan(2);
});

test('keeps of a text what its layers keep of each token, and tells it before a call', async () => {
  const serving = await startTestServing();
  const held = await serving.cache.hold('mdl_lstm', models.lstm ?? '');
  const { model } = held;
  if (model.kind !== 'causal-lm') throw new Error('this is a language model');
  const { tf } = serving;
  const time = 100;
  const columns = { ids: new Int32Array(time), lengths: [time], past: null };
  const { hidden, rows } = readColumns(model.lm, columns);
  const kept = rows.cache.flatMap(({ key, value }) => [key, value]);
  const limits = cacheLimits(model.lm.config, 64 << 20);
  // A step makes new ones before it frees the old ones.
  const bytes = 2 * kept.reduce((sum, { size }) => sum + 4 * size, 0);
  expect(bytes).toBe(time * (limits.workBytes / limits.cacheTokensMax));
  expect(model.workBytes).toBe(limits.workBytes);
  expect(model.contextLength).toBe(contextLength);
  tf.dispose([hidden, ...kept]);
  held.release();
});

test.each(kinds)('refuses what is over the context, and a chat where it knows none: %s', async (kind) => {
  const serving = await startTestServing();
  const ask = (asked: Partial<GenerateRequest>) =>
    serving.post('/generate', { ...plainGeneration, ...callOf(kind), ...asked });
  const long = await ask({ prompt: { texts: ['x'.repeat(contextLength)] } });
  const message = expect.stringContaining(`${contextLength} tokens`);
  const error = { code: 'context_length_exceeded', param: 'prompt', message };
  expect(long).toMatchObject({ status: 400, body: { error } });
  const chat = await ask({ prompt: { messages: [{ role: 'user', content: 'what says the cat?' }] } });
  const can = expect.stringContaining('continues texts: call POST /v1/completions');
  expect(chat).toMatchObject({ status: 400, body: { error: { code: 'invalid_value', param: 'model', message: can } } });
});

test('one that has learned chats takes chats, and its turn ends the answer', async () => {
  const serving = await startTestServing();
  const messages = [{ role: 'user', content: 'what says the one of woof?' }];
  const answer = await write(serving, 'chat', { prompt: { messages }, maxTokens: 4 });
  const tokenizer = await loadTokenizer(models.chat ?? '');
  const text = `<|endoftext|><|im_start|>user\n${messages[0]?.content}<|im_end|>\n<|im_start|>assistant\n`;
  const ids = tokenizer.encode(text, { addSpecialTokens: false });
  expect(answer.promptTokens).toBe(ids.length);
  expect(await write(serving, 'chat', { prompt: { ids: [ids] }, maxTokens: 4 })).toEqual(answer);
  const end = { [String(tokenizer.idOf('<|im_end|>'))]: 100 };
  const ended = await write(serving, 'chat', { prompt: { messages }, logitBias: end });
  expect(ended).toMatchObject({ choices: [{ text: '', finishReason: 'stop' }], completionTokens: 1 });
});
