import { expect, test } from 'vitest';
import { chooseFiles } from './choose-files.ts';

test('takes what belongs to a checkpoint and no code', () => {
  const names = ['.gitattributes', 'LICENSE', 'README.md', 'config.json', 'modeling_x.py', 'pytorch_model.bin'];
  expect(chooseFiles([...names, 'tokenizer.json', 'model.safetensors', 'expected.safetensors'])).toEqual([
    'config.json',
    'tokenizer.json',
    'README.md',
    'LICENSE',
    'model.safetensors',
  ]);
});

test('takes the shards and their index, unless the weights are in one file', () => {
  const shards = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
  const names = ['config.json', 'model.safetensors.index.json', ...shards];
  expect(chooseFiles(names)).toEqual(names);
  expect(chooseFiles([...names, 'model.safetensors'])).toEqual(['config.json', 'model.safetensors']);
});

test.each([
  [['model.safetensors'], /no config\.json/],
  [['adapter_config.json', 'adapter_model.safetensors'], /an adapter.*import the base model/],
  [['config.json', 'pytorch_model.bin'], /no safetensors, only pytorch_model\.bin.*convert/],
  [['config.json', 'model.gguf'], /only model\.gguf/],
  [
    ['config.json', 'model.safetensors.index.json', '_m-1-of-1.safetensors'],
    /"_m-1-of-1\.safetensors" begins with a mark/,
  ],
  [['config.json'], /no weights: neither model\.safetensors/],
  [
    [
      'config.json',
      'model.safetensors.index.json',
      ...Array.from({ length: 120 }, (_, i) => `model-${i}-of-120.safetensors`),
    ],
    /has 122 files; at most 100/,
  ],
])('refuses %j', (names, message) => {
  expect(() => chooseFiles(names)).toThrow(message);
});
