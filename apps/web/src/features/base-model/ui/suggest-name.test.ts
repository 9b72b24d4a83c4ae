import { baseModelName } from '@modelmint/domain/base-model';
import { expect, test } from 'vitest';
import { suggestName } from './suggest-name.ts';

test.each([
  ['HuggingFaceTB/SmolLM2-135M', 'smollm2-135m'],
  ['gpt2', 'gpt2'],
  ['My Model (final).tar.gz', 'my-model-final'],
  ['weights.ZIP', 'weights'],
  ['/srv/models/movie-llama-4m/', 'movie-llama-4m'],
  ['C:\\models\\Tiny_Llama', 'tiny_llama'],
  ['_.private', 'private'],
])('%s is called %s', (source, name) => {
  expect(suggestName(source)).toBe(name);
  expect(baseModelName.safeParse(name).success).toBe(true);
});

test('what holds no letter suggests nothing, and a long name is cut', () => {
  expect(suggestName('模型')).toBe('');
  expect(suggestName(`a/${'x'.repeat(200)}`)).toHaveLength(80);
});
