import { GenerateAnswer, type GenerateRequest } from '@modelmint/domain/serving-contract';
import { loadTokenizer } from '@modelmint/ml/tokenizer/load-tokenizer';
import { openSafetensors } from '@modelmint/ml/weights/open-safetensors';
import { expect, test } from 'vitest';
import {
  plainGeneration,
  readReferenceJson,
  reference,
  referenceWith,
  startTestServing,
  type TestServing,
} from './start-test-serving.ts';

type Asked = Partial<GenerateRequest>;
const llama = { modelId: 'base_llama', storagePrefix: reference('llama-rope-llama3'), base: null };
const gpt2 = { modelId: 'base_gpt2', storagePrefix: reference('gpt2-without-prefix'), base: null };
const adapterOf = (name: string, id: string) => ({
  modelId: id,
  storagePrefix: reference(`${name}/adapter`),
  base: { id: `base_${name}`, storagePrefix: reference(name) },
});
const chat = { messages: [{ role: 'user', content: 'Hello there' }] };

async function write(serving: TestServing, asked: Asked): Promise<GenerateAnswer> {
  const { status, body } = await serving.post('/generate', { ...plainGeneration, ...asked });
  expect({ status, body }).toMatchObject({ status: 200 });
  return GenerateAnswer.parse(body);
}

async function readGreedy(name: string): Promise<{ prompt: number[]; answer: number[] }> {
  const expected = await openSafetensors(`${reference(name)}/expected.safetensors`);
  const ids = [...(await expected.readFloat32('greedy_ids'))];
  const length = expected.find('input_ids')?.shape[1];
  await expected.close();
  return { prompt: ids.slice(0, length), answer: ids.slice(length) };
}

test.each(['llama-rope-llama3', 'gpt2-without-prefix', 'qwen3-patterns', 'mistral-window'])(
  'writes what transformers writes greedily: %s',
  async (name) => {
    const serving = await startTestServing();
    const { prompt, answer } = await readGreedy(name);
    const tokenizer = await loadTokenizer(reference(name));
    // Logprobs tell the tokens; an end token among them ends the answer.
    const { choices, promptTokens, completionTokens } = await write(serving, {
      modelId: 'mdl_1',
      storagePrefix: reference(name),
      base: null,
      prompt: { ids: [prompt] },
      maxTokens: answer.length,
      logprobs: 2,
    });
    const tokens = choices[0]?.logprobs ?? [];
    const bytesOf = (id: number) => [...(tokenizer.bytesOf(id) ?? [])];
    expect(tokens.map(({ bytes }) => bytes)).toEqual(answer.slice(0, tokens.length).map(bytesOf));
    for (const { top, logprob } of tokens) expect([top.length, top[0]?.logprob]).toEqual([2, logprob]);
    expect(promptTokens).toBe(prompt.length);
    expect(completionTokens).toBe(choices[0]?.finishReason === 'length' ? answer.length : tokens.length + 1);
  },
);

test('a length that nobody has asked for gives way to the context, one that is asked for does not', async () => {
  const serving = await startTestServing();
  const asked = { ...gpt2, prompt: { texts: ['One two'] }, maxTokens: 1_000_000 };
  const { status, body } = await serving.post('/generate', { ...plainGeneration, ...asked });
  expect({ status, body }).toMatchObject({ status: 400, body: { error: { code: 'context_length_exceeded' } } });
  const soft = await write(serving, { ...asked, isLengthSoft: true });
  expect(soft.completionTokens).toBeGreaterThan(0);
  const tooLong = { ...asked, prompt: { texts: ['word '.repeat(3_000)] }, isLengthSoft: true };
  const refused = await serving.post('/generate', { ...plainGeneration, ...tooLong });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'context_length_exceeded', param: 'prompt' } } });
});

test('several prompts and answers come in their order, each counted, the same for a seed', async () => {
  const serving = await startTestServing();
  const asked = { ...gpt2, prompt: { texts: ['One two', 'three'] }, n: 12, temperature: 1, seed: 7, maxTokens: 5 };
  const answer = await write(serving, asked);
  expect(answer.choices).toHaveLength(24);
  // Twelve are more than a call may write at a time; those of the second part are others.
  expect(new Set(answer.choices.slice(0, 12).map(({ text }) => text)).size).toBeGreaterThan(8);
  const counted = answer.choices.filter(({ finishReason }) => finishReason === 'length').length;
  expect(answer.completionTokens).toBeGreaterThanOrEqual(5 * counted);
  expect(answer.completionTokens).toBeLessThanOrEqual(5 * 24);
  const tokenizer = await loadTokenizer(gpt2.storagePrefix);
  expect(answer.promptTokens).toBe(asked.prompt.texts.reduce((sum, text) => sum + tokenizer.encode(text).length, 0));
  expect(await write(serving, asked)).toEqual(answer);
  const second = await write(serving, { ...asked, prompt: { texts: ['three'] } });
  expect(second.choices).toEqual(answer.choices.slice(12));
});

test('echo begins with the prompt and its logprobs, and 0 tokens score it alone', async () => {
  const serving = await startTestServing();
  const asked = { ...gpt2, prompt: { texts: ['One two'] }, echo: true, logprobs: 1 };
  const { choices, completionTokens } = await write(serving, { ...asked, maxTokens: 0 });
  expect(completionTokens).toBe(0);
  expect(choices).toMatchObject([{ text: 'One two', finishReason: 'length' }]);
  const scores = choices[0]?.logprobs ?? [];
  expect(scores.map(({ token }) => token).join('')).toBe('One two');
  expect(scores.map(({ logprob }) => logprob === null)).toEqual(scores.map((_, i) => i === 0));
  const longer = await write(serving, asked);
  expect(longer.choices[0]?.text.startsWith('One two')).toBe(true);
  expect(longer.choices[0]?.logprobs?.slice(0, scores.length).map(({ token }) => token)).toEqual(
    scores.map(({ token }) => token),
  );
  const bare = await write(serving, { ...asked, logprobs: null });
  expect(bare.choices[0]).toMatchObject({ text: longer.choices[0]?.text, logprobs: null });
});

test('an answer whose length nobody asked for ends where the context does', async () => {
  const serving = await startTestServing();
  const asked = { ...gpt2, prompt: { texts: ['One two', 'a'] }, logitBias: { '0': -100 } };
  for (const length of [{ maxTokens: null }, { maxTokens: 500, isLengthSoft: true }]) {
    const { choices, promptTokens, completionTokens } = await write(serving, { ...asked, ...length });
    expect(choices.map(({ finishReason }) => finishReason)).toEqual(['length', 'length']);
    expect(promptTokens + completionTokens).toBe(2 * 32);
  }
  const short = await write(serving, { ...asked, maxTokens: 3, isLengthSoft: true });
  expect(short.completionTokens).toBe(6);
  const full = { prompt: { ids: [Array(32).fill(9)] }, maxTokens: 500, isLengthSoft: true };
  const { body } = await serving.post('/generate', { ...plainGeneration, ...gpt2, ...full });
  expect(body).toMatchObject({ error: { code: 'context_length_exceeded', param: 'prompt' } });
});

test('stop strings, bias and penalties change what is written', async () => {
  const serving = await startTestServing();
  const asked = { ...gpt2, prompt: { texts: ['One two'] }, maxTokens: 20 };
  const whole = (await write(serving, { ...asked, logprobs: 0 })).choices[0];
  const text = whole?.text ?? '';
  const stop = [...text].slice(3, 5).join('');
  const cut = (await write(serving, { ...asked, stop: [stop] })).choices[0];
  expect(cut).toMatchObject({ text: text.slice(0, text.indexOf(stop)), finishReason: 'stop' });
  const tokenizer = await loadTokenizer(gpt2.storagePrefix);
  const biased = await write(serving, { ...asked, logitBias: { '70': 100 } });
  expect(biased.choices[0]?.text).toBe(tokenizer.decode(Array(20).fill(70)));
  for (const change of [{ frequencyPenalty: 2 }, { presencePenalty: 2 }, { repetitionPenalty: 5 }]) {
    const other = await write(serving, { ...asked, logitBias: { '70': 3 }, ...change });
    expect(other.choices[0]?.text).not.toBe(
      (await write(serving, { ...asked, logitBias: { '70': 3 } })).choices[0]?.text,
    );
  }
});

test('a chat goes by the template, ends with the turn, and takes parts of text', async () => {
  const serving = await startTestServing();
  const tokenizer = await loadTokenizer(llama.storagePrefix);
  const prompt = `<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHello there<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n`;
  const ids = tokenizer.encode(prompt, { addSpecialTokens: false });
  const answer = await write(serving, { ...llama, prompt: chat, maxTokens: 12 });
  expect(answer.promptTokens).toBe(ids.length);
  expect(await write(serving, { ...llama, prompt: { ids: [ids] }, maxTokens: 12 })).toEqual(answer);
  const parts = {
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hello' },
          { type: 'text', text: ' there' },
        ],
      },
    ],
  };
  expect(await write(serving, { ...llama, prompt: parts, maxTokens: 12 })).toEqual(answer);
  const end = String(tokenizer.idOf('<|eot_id|>'));
  const ended = await write(serving, { ...llama, prompt: chat, logitBias: { [end]: 100 } });
  expect(ended).toMatchObject({ choices: [{ text: '', finishReason: 'stop' }], completionTokens: 1 });
});

test('an end of turn that is no special token, and one of generation_config.json, end answers', async () => {
  const serving = await startTestServing();
  const template = "{% for m in messages %}{{ m.role + ': ' + m.content + '###' }}{% endfor %}";
  const storagePrefix = referenceWith('gpt2-without-prefix', {
    'chat_template.jinja': template,
    'generation_config.json': { eos_token_id: [0, 80] },
  });
  const tokenizer = await loadTokenizer(storagePrefix);
  const hash = tokenizer.encode('###');
  const model = { modelId: 'mdl_hash', storagePrefix, base: null };
  const bias = Object.fromEntries(hash.map((id) => [String(id), 100]));
  const ended = await write(serving, { ...model, prompt: chat, logitBias: bias, maxTokens: 9 });
  expect(ended.choices[0]).toMatchObject({ text: '', finishReason: 'stop' });
  const special = await write(serving, { ...model, prompt: { texts: ['a'] }, logitBias: { '80': 100 } });
  expect(special).toMatchObject({ choices: [{ finishReason: 'stop' }], completionTokens: 1 });
});

test.each<[string, Asked, object]>([
  ['an image model', { modelId: 'm', storagePrefix: reference('resnet-basic') }, { code: 'invalid_file' }],
  [
    'an encoder',
    { modelId: 'm', storagePrefix: reference('bert') },
    { code: 'invalid_value', param: 'model', message: expect.stringContaining('/v1/embeddings') },
  ],
  [
    'a chat without a template',
    { prompt: chat },
    { code: 'invalid_value', param: 'model', message: expect.stringContaining('POST /v1/completions') },
  ],
  [
    'a prompt over the context',
    { prompt: { texts: ['one two three four '.repeat(30)] } },
    { code: 'context_length_exceeded', param: 'prompt', message: expect.stringContaining('32 tokens') },
  ],
  [
    'more characters than any context',
    { prompt: { texts: ['a', 'b'.repeat(9_000)] } },
    { code: 'context_length_exceeded', param: 'prompt[1]' },
  ],
  [
    'an answer over the context',
    { maxTokens: 31 },
    { code: 'context_length_exceeded', param: 'max_tokens', message: expect.stringContaining('at most 11') },
  ],
  ['a token that is none', { prompt: { ids: [[1, 288]] } }, { code: 'invalid_value', param: 'prompt' }],
  ['too many answers', { prompt: { texts: Array(3).fill('a') }, n: 60 }, { code: 'invalid_value', param: 'n' }],
  ['a bias of no token', { logitBias: { hello: 1 } }, { code: 'invalid_value', param: 'logit_bias' }],
  ['a bias of a strange token', { logitBias: { '288': 1 } }, { code: 'invalid_value', param: 'logit_bias' }],
  ['an empty stop', { stop: [''] }, { code: 'invalid_value', param: 'stop' }],
  ['a temperature of 3', { temperature: 3 }, { code: 'invalid_value' }],
  ['no prompt', { prompt: { texts: [] } }, { code: 'invalid_value' }],
  [
    'an adapter without its base',
    { modelId: 'm', storagePrefix: reference('gpt2-without-prefix/adapter') },
    { code: 'internal_error' },
  ],
  [
    'an adapter of another base',
    { ...adapterOf('llama-rope-llama3', 'm'), base: { id: 'base_gpt2', storagePrefix: gpt2.storagePrefix } },
    { code: 'invalid_file' },
  ],
  ['a base that is a path', { base: { id: '../x', storagePrefix: 'p' } }, { code: 'invalid_value' }],
])('refuses %s', async (_case, asked, error) => {
  const serving = await startTestServing();
  const call = { ...plainGeneration, ...gpt2, prompt: { texts: ['one two three four five six'] }, ...asked };
  const { status, body } = await serving.post('/generate', call);
  expect(body).toMatchObject({ error });
  expect(status).toBeGreaterThanOrEqual(400);
});

const invalid = 'invalid_value';
test.each([
  ['a message without a role', { content: 'x' }, invalid, 'messages[0].role'],
  ['a picture', { role: 'user', content: [{ type: 'image_url', image_url: {} }] }, invalid, 'messages[0].content[0]'],
  ['what the template fails on', { role: 'user', content: { a: 1 } }, invalid, 'messages'],
  ['what is over the context', { role: 'user', content: 'x '.repeat(400) }, 'context_length_exceeded', 'messages'],
  ['far too much', { role: 'user', content: 'x'.repeat(70_000) }, 'context_length_exceeded', 'messages'],
])('refuses in a chat %s', async (_case, message, code, param) => {
  const serving = await startTestServing();
  const prompt = { messages: [message] };
  const { status, body } = await serving.post('/generate', { ...plainGeneration, ...llama, prompt });
  expect({ status, body }).toMatchObject({ status: 400, body: { error: { code, param } } });
});

test('adapters on one base answer each its own at once, and the base is loaded once', async () => {
  const serving = await startTestServing();
  const { tf, cache, fetched } = serving;
  const name = 'llama-rope-llama3';
  const config = readReferenceJson(`${name}/adapter`, 'adapter_config.json');
  // The same adapter with another scale is another model.
  const stronger = referenceWith(`${name}/adapter`, {
    'adapter_config.json': { ...config, lora_alpha: 4 * Number(config.lora_alpha) },
  });
  const models = [
    { ...adapterOf(name, 'mdl_a') },
    { ...adapterOf(name, 'mdl_b'), storagePrefix: stronger },
    { modelId: `base_${name}`, storagePrefix: reference(name), base: null },
  ];
  const before = tf.memory().numTensors;
  const ask = (model: Asked) =>
    write(serving, { ...model, prompt: { texts: ['Hello there'] }, maxTokens: 16, logprobs: 0 });
  const answers = await Promise.all([...models, ...models].map(ask));
  expect(answers.slice(3)).toEqual(answers.slice(0, 3));
  const scores = answers.slice(0, 3).map(({ choices }) => JSON.stringify(choices[0]?.logprobs));
  expect(new Set(scores).size).toBe(3);

  expect(fetched.filter((prefix) => prefix === reference(name))).toHaveLength(1);
  expect([...cache.ids].sort()).toEqual([`base_${name}`, 'mdl_a', 'mdl_b']);
  const weights = await openSafetensors(`${reference(name)}/model.safetensors`);
  const adapter = await openSafetensors(`${reference(name)}/adapter/adapter_model.safetensors`);
  const sizeOf = ({ tensors }: typeof weights) =>
    tensors.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  expect(cache.bytes).toBe(4 * (sizeOf(weights) + 2 * sizeOf(adapter)));
  expect(tf.memory().numTensors - before).toBe(weights.tensors.length + 2 * adapter.tensors.length);
  await Promise.all([weights.close(), adapter.close()]);
});

test('holds as many tensors after 1,000 calls as after ten', async () => {
  const serving = await startTestServing();
  const models = [adapterOf('llama-rope-llama3', 'mdl_a'), gpt2, llama];
  const run = async (count: number) => {
    for (let at = 0; at < count; at += 10)
      await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          write(serving, {
            ...models[i % 3],
            prompt: { texts: [`${at} ${i}`] },
            temperature: 1,
            maxTokens: 1 + (i % 3),
          }),
        ),
      );
    return serving.tf.memory().numTensors;
  };
  const first = await run(10);
  expect(await run(1_000)).toBe(first);
});

test('a client that leaves stops the computing and frees its memory, and the others go on', async () => {
  const serving = await startTestServing();
  const ask = (asked: Asked, init: RequestInit = {}) =>
    serving.post('/generate', { ...plainGeneration, ...llama, prompt: { texts: ['Hello'] }, ...asked }, init);
  await ask({});
  const idle = serving.tf.memory().numTensors;
  const leaving = new AbortController();
  const gone = ask({ n: 8, maxTokens: 200, temperature: 1 }, { signal: leaving.signal });
  const stays = ask({ maxTokens: 30 });
  await expect.poll(() => serving.tf.memory().numTensors).toBeGreaterThan(idle);
  leaving.abort();
  await expect(gone).rejects.toThrow();
  const { status, body } = await stays;
  expect(status).toBe(200);
  expect(body).toEqual((await ask({ maxTokens: 30 })).body);
  await expect.poll(() => serving.tf.memory().numTensors).toBe(idle);

  const late = await ask({ n: 8, maxTokens: 250, temperature: 1 }, { headers: { 'x-deadline-ms': '30' } });
  expect(late).toMatchObject({ status: 504, body: { error: { code: 'engine_overloaded', retryable: true } } });
  expect(serving.tf.memory().numTensors).toBe(idle);
});

test('answers others while it writes, and refuses what it cannot soon write', async () => {
  const serving = await startTestServing();
  const asked = { ...plainGeneration, ...llama, prompt: { texts: ['Hello'] }, temperature: 1, maxTokens: 200 };
  await write(serving, { ...asked, maxTokens: 1 });
  const leaving = new AbortController();
  const many = [1, 2].map(() => serving.post('/generate', { ...asked, n: 128 }, { signal: leaving.signal }));
  await expect.poll(() => serving.tf.memory().numTensors).toBeGreaterThan(60);
  expect(await serving.get('/status')).toMatchObject({ status: 200, body: { warmModels: ['base_llama'] } });
  const refused = await serving.post('/generate', asked);
  expect(refused).toMatchObject({ status: 503, body: { error: { code: 'engine_overloaded', retryable: true } } });
  const other = await write(serving, { ...gpt2, prompt: { texts: ['Hello'] } });
  expect(other.choices).toHaveLength(1);
  leaving.abort();
  await Promise.allSettled(many);
});

test('a short call is not held up by a long one of the same model', async () => {
  const serving = await startTestServing();
  const asked = { ...llama, prompt: { texts: ['Hello'] }, temperature: 1 };
  await write(serving, { ...asked, maxTokens: 1 });
  const ended: string[] = [];
  const long = write(serving, { ...asked, prompt: { texts: Array(60).fill('Hello') }, maxTokens: 60 }).then(() =>
    ended.push('long'),
  );
  await expect.poll(() => serving.tf.memory().numTensors).toBeGreaterThan(60);
  await write(serving, { ...asked, maxTokens: 5 }).then(() => ended.push('short'));
  await long;
  expect(ended).toEqual(['short', 'long']);
});
