import { expect, test } from 'vitest';
import { baseModelSnippets } from './base-model-snippets.ts';

const curlOf = (kind: 'causal-lm' | 'encoder' | 'image-classifier', hasChatTemplate = true) =>
  baseModelSnippets({ baseUrl: 'http://localhost:3000/v1', name: 'tiny', facts: { kind, hasChatTemplate } })[0]?.code ??
  '';

test.each([
  ['causal-lm', true, '/chat/completions'],
  ['causal-lm', false, '/completions'],
  ['encoder', false, '/embeddings'],
  ['image-classifier', false, '/classifications'],
] as const)('a checkpoint of kind %s with a template: %s is called by %s', (kind, hasTemplate, path) => {
  expect(curlOf(kind, hasTemplate)).toContain(`http://localhost:3000/v1${path} `);
  expect(curlOf(kind, hasTemplate)).toContain('tiny');
});
