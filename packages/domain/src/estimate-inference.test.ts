import { expect, it } from 'vitest';
import { estimateInference } from './estimate-inference.ts';
import { askRow, type InferenceAsk } from './inference-ask.ts';
import type { CalledModel } from './wire/called-model.ts';

const called: CalledModel = {
  ...{ id: 'mdl_1', storagePrefix: 'jobs/1/1/model', base: null, abilities: ['classify-texts'] },
  ...{ contextLength: null, hiddenSize: null },
};
const ask: InferenceAsk = {
  ...{ mode: 'ROWS', route: '/v1/classifications', model: 'm', column: null, parameters: {}, seed: 1, called },
};
const whole = (text: string) => ({ text, bytes: Buffer.byteLength(text), sizeBytes: Buffer.byteLength(text) });
const rate = 1_000_000n;

it('counts a file that was read whole', () => {
  const jsonl = '{"text":"one two three"}\n"four five"\n{"nothing":1}\nnot json\n\n';
  expect(estimateInference(ask, whole(jsonl), rate)).toMatchObject({
    ...{ rows: 4, refused: 2, isExact: true },
    firstProblem: { row: 3, message: expect.stringMatching(/no input/) },
    tokens: { high: 5n },
    amountMicros: { high: 5n },
  });
});

it('reads records of a CSV by the column', () => {
  const csv = 'id,review\n1,"one two"\n2,"three\nfour five"\n';
  expect(estimateInference({ ...ask, column: 'review' }, whole(csv), rate)).toMatchObject({
    ...{ rows: 2, refused: 0, firstProblem: null, tokens: { high: 5n } },
  });
});

it('reckons the whole from its beginning, and leaves a line out that is cut off', () => {
  const text = '{"text":"one two"}\n{"text":"one two"}\n{"te';
  const found = estimateInference(ask, { text, bytes: 38, sizeBytes: 3_800 }, rate);
  expect(found).toMatchObject({ rows: 200, isExact: false, tokens: { high: 400n } });
  expect(found.tokens.low).toBeLessThanOrEqual(found.tokens.high);
});

it('bounds the lines of a batch by what their bodies ask for', () => {
  const generator: CalledModel = { ...called, abilities: ['generate'], contextLength: 1_000 };
  const batch: InferenceAsk = { ...ask, mode: 'BATCH', route: '/v1/completions', called: generator };
  const line = { custom_id: 'a', method: 'POST', url: '/v1/completions' };
  const text = JSON.stringify({ ...line, body: { model: 'm', prompt: 'hello', max_tokens: 10 } });
  const { tokens } = estimateInference(batch, whole(`${text}\n`), rate);
  expect(tokens).toEqual({ low: 1n, high: 23n });
});

it('gives a generation a seed of its row where nobody has given one', () => {
  const chat: InferenceAsk = { ...ask, route: '/v1/chat/completions', called: { ...called, abilities: ['generate'] } };
  const seedOf = (row: number, more: Partial<InferenceAsk> = {}) =>
    askRow({ ...chat, ...more }, { row, value: 'hi' }).body.seed;
  expect(seedOf(0)).toBe(seedOf(0));
  expect(new Set([seedOf(0), seedOf(1), seedOf(2), seedOf(0, { seed: 2 })]).size).toBe(4);
  expect(seedOf(5, { parameters: { seed: 9 } })).toBe(9);
});
