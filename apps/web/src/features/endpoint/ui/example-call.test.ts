import { expect, it } from 'vitest';
import { callSnippets } from './call-snippets.ts';
import { exampleCall } from './example-call.ts';

it.each([
  ['text-classification', false, '/classifications'],
  ['image-classification', false, '/classifications'],
  ['text-generation', true, '/chat/completions'],
  ['text-generation', false, '/completions'],
] as const)('a model for %s, chat template %s, is called at %s', (task, hasChatTemplate, path) => {
  const call = { ...exampleCall({ task, hasChatTemplate }), baseUrl: 'http://localhost/v1', model: 'm' };
  expect(callSnippets(call)[0]?.code).toContain(`http://localhost/v1${path} `);
});
