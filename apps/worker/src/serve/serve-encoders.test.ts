import { ClassifyAnswer, EmbedAnswer } from '@modelmint/domain/serving-contract';
import { loadEncoder } from '@modelmint/ml/encoder/load-encoder';
import { loadTokenizer } from '@modelmint/ml/tokenizer/load-tokenizer';
import { expect, test } from 'vitest';
import { reference, startTestServing, type TestServing } from './start-test-serving.ts';

const bert = { modelId: 'base_bert', storagePrefix: reference('bert'), base: null };
const headless = { modelId: 'base_headless', storagePrefix: reference('bert-without-head'), base: null };
const texts = ['A short text', 'and', 'another one that is a little longer than the first', 'A short text'];

async function embed(serving: TestServing, asked: object): Promise<EmbedAnswer> {
  const { status, body } = await serving.post('/embed', { ...bert, ...asked });
  expect({ status, body }).toMatchObject({ status: 200 });
  return EmbedAnswer.parse(body);
}

test.each(['bert', 'distilbert', 'roberta', 'bert-without-head'])(
  'embeds texts and tokens as the mean of its tokens, of length 1: %s',
  async (name) => {
    const serving = await startTestServing();
    const folder = reference(name);
    const model = { modelId: 'm', storagePrefix: folder, base: null };
    const tokenizer = await loadTokenizer(folder);
    const ids = texts.map((text) => tokenizer.encode(text));
    const { vectors, tokens } = await embed(serving, { ...model, inputs: texts });
    expect(tokens).toEqual(ids.map(({ length }) => length));
    const encoder = await loadEncoder({ engine: serving.engine, folder });
    const alone = ids.map((one) => encoder.embed([{ ids: one }], { pooling: 'mean', normalize: true }).vectors[0]);
    encoder.dispose();
    vectors.forEach((vector, i) => {
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      vector.forEach((value, at) => {
        expect(value).toBeCloseTo(alone[i]?.[at] ?? Number.NaN, 5);
      });
    });
    const mixed = await embed(serving, { ...model, inputs: [ids[0], texts[1]] });
    expect(mixed.tokens).toEqual(tokens.slice(0, 2));
    mixed.vectors[0]?.forEach((value, at) => {
      expect(value).toBeCloseTo(vectors[0]?.[at] ?? Number.NaN, 5);
    });
  },
);

test('classifies texts by its head, with an adapter on the same weights otherwise', async () => {
  const serving = await startTestServing();
  const adapted = {
    modelId: 'mdl_a',
    storagePrefix: reference('bert/adapter'),
    base: { id: bert.modelId, storagePrefix: bert.storagePrefix },
  };
  const classify = async (model: object, topK: number) => {
    const { status, body } = await serving.post('/classify', { ...model, inputs: texts, topK });
    expect({ status, body }).toMatchObject({ status: 200 });
    return ClassifyAnswer.parse(body);
  };
  const [all, best, other] = await Promise.all([classify(bert, 3), classify(bert, 1), classify(adapted, 3)]);
  const tokenizer = await loadTokenizer(bert.storagePrefix);
  expect(all.tokens).toEqual(texts.map((text) => tokenizer.encode(text).length));
  for (const scores of all.results) {
    expect(scores.map(({ label }) => label).sort()).toEqual(['calm', 'stormy', 'windy']);
    expect(scores.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 5);
  }
  expect(best.results.map(([one]) => one?.label)).toEqual(all.results.map(([one]) => one?.label));
  expect(best.results.every(({ length }) => length === 1)).toBe(true);
  const scoreOf = (answer: ClassifyAnswer) => answer.results[0]?.find(({ label }) => label === 'calm')?.score;
  expect(scoreOf(other)).not.toBeCloseTo(scoreOf(all) ?? 0, 3);
  expect(serving.fetched.filter((prefix) => prefix === bert.storagePrefix)).toHaveLength(1);
});

test('many long texts take turns, and leave nothing behind', async () => {
  const serving = await startTestServing();
  await embed(serving, { inputs: ['a'] });
  const idle = serving.tf.memory().numTensors;
  const ended: string[] = [];
  const long = embed(serving, { inputs: Array(600).fill('word '.repeat(20)) }).then(() => ended.push('long'));
  await embed(serving, { inputs: ['short'] }).then(() => ended.push('short'));
  await long;
  expect(ended).toEqual(['short', 'long']);
  for (let round = 0; round < 100; round++)
    await Promise.all(Array.from({ length: 10 }, (_, i) => embed(serving, { inputs: [`${round} ${i}`] })));
  expect(serving.tf.memory().numTensors).toBe(idle);
}, 120_000);

test.each([
  [
    '/embed',
    { inputs: ['ok', 'word '.repeat(80)] },
    { code: 'context_length_exceeded', param: 'input[1]', message: expect.stringContaining('242 tokens') },
  ],
  ['/embed', { inputs: ['x'.repeat(20_000)] }, { code: 'context_length_exceeded', param: 'input[0]' }],
  ['/embed', { inputs: ['ok', []] }, { code: 'invalid_value', param: 'input[1]' }],
  [
    '/embed',
    { inputs: [[1, 240]] },
    { code: 'invalid_value', param: 'input[0]', message: expect.stringContaining('0 to 239') },
  ],
  ['/embed', { inputs: [[1.5]] }, { code: 'invalid_value' }],
  ['/embed', { inputs: [] }, { code: 'invalid_value' }],
  [
    '/embed',
    { modelId: 'm', storagePrefix: reference('gpt2-without-prefix'), inputs: ['a'] },
    { code: 'invalid_value', param: 'model', message: expect.stringContaining('POST /v1/completions') },
  ],
  [
    '/classify',
    { ...headless, inputs: ['a'], topK: 1 },
    { code: 'invalid_value', param: 'model', message: expect.stringContaining('POST /v1/embeddings') },
  ],
  ['/classify', { inputs: [{ image: 'AAAA' }], topK: 1 }, { code: 'invalid_value', param: 'model' }],
  ['/classify', { inputs: ['a', 'word '.repeat(80)], topK: 1 }, { code: 'context_length_exceeded', param: 'input[1]' }],
  ['/classify', { inputs: ['a', { image: 'AAAA' }], topK: 1 }, { code: 'invalid_value' }],
])('%s refuses what it cannot read, case %#', async (route, asked, error) => {
  const serving = await startTestServing();
  const { status, body } = await serving.post(route, { ...bert, ...asked });
  expect({ status, body }).toMatchObject({ status: 400, body: { error } });
});
