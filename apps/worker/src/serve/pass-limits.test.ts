import { architectures } from '@modelmint/ml/architectures/registry';
import { expect, test } from 'vitest';
import { checkPass, convolvedPixelsMax, encoderTokensMax } from './pass-limits.ts';

const memoryBytesMax = 2 ** 30;

function check(modelType: string, json: object) {
  const architecture = architectures.find((one) => one.modelType === modelType);
  if (architecture === undefined) throw new Error(`no ${modelType}`);
  return () => checkPass(architecture, json as Record<string, unknown>, memoryBytesMax);
}

const labels = { id2label: { 0: 'a', 1: 'b' }, label2id: { a: 0, b: 1 } };

test.each([
  ['vit', { ...labels }],
  ['resnet', { ...labels }],
  ['bert', { vocab_size: 30_522, hidden_size: 1024, num_attention_heads: 16, intermediate_size: 4096 }],
  ['gpt2', { vocab_size: 50_257, n_positions: 1024, n_embd: 768, n_layer: 12, n_head: 12 }],
  ['modelmint_lstm', { vocab_size: 8_000, hidden_size: 1024, embedding_size: 512, tie_word_embeddings: false }],
])('takes a %s of the usual size', (modelType, json) => {
  expect(check(modelType, json)).not.toThrow();
});

test.each([
  ['vit', { ...labels, image_size: 1_000, patch_size: 1, hidden_size: 8, num_attention_heads: 8 }],
  ['bert', { vocab_size: 100, hidden_size: 4, num_attention_heads: 4, intermediate_size: 50_000_000 }],
  ['gpt2', { vocab_size: 50_000_000, n_positions: 8, n_embd: 1, n_layer: 1, n_head: 1 }],
  ['gpt2', { vocab_size: 100, n_positions: 8, n_embd: 4, n_inner: 50_000_000, n_layer: 1, n_head: 1 }],
  ['modelmint_lstm', { vocab_size: 2, hidden_size: 1, embedding_size: 30_000_000, tie_word_embeddings: false }],
  ['modelmint_lstm', { vocab_size: 2, hidden_size: 1_000_000 }],
])('refuses a %s with few weights whose pass takes more than the memory: %j', (modelType, json) => {
  expect(check(modelType, json)).toThrow(/needs \d+ MiB of memory/);
});

test('an encoder reads its context, and of a long one what the memory has room for', () => {
  const ask = { linears: [{ module: 'wide', in: 768, out: 3072 }], memoryBytesMax };
  const read = (heads: number, contextLength: number) =>
    encoderTokensMax({ heads, contextLength, hiddenSize: 768 }, ask);
  expect(read(12, 512)).toBe(512);
  for (const heads of [1, 12, 500])
    expect(4 * heads * read(heads, 1_000_000) ** 2).toBeLessThanOrEqual(memoryBytesMax / 4);
});

test('convolutions take fewer pixels the wider they are', () => {
  const shape = { labels: ['a'], channels: 3, imageSize: null };
  const usual = { ...shape, embeddingSize: 64, hiddenSizes: [256, 512, 1024, 2048] };
  expect(convolvedPixelsMax(usual, memoryBytesMax)).toBeGreaterThan(1 << 20);
  const wide = { ...shape, embeddingSize: 100_000, hiddenSizes: [256] };
  expect(convolvedPixelsMax(wide, memoryBytesMax) * (100_000 / 4) * 4).toBeLessThan(memoryBytesMax / 4);
});
