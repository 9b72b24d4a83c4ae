import { expect, it } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { emptyInferenceForm, formOf, inferenceFormSchema, parametersOf, parametersOfRoute } from './inference-form.ts';

const t = english('inference');

const form = { ...emptyInferenceForm, model: 'm', fileId: 'f' };

it('sends what belongs to the route and was written, as numbers and texts', () => {
  const written = {
    ...form,
    top_k: '3',
    max_tokens: '64',
    temperature: '0.2',
    system: 'Be short.',
    include_seen: true,
  };
  expect(parametersOf(written, '/v1/classifications')).toEqual({ top_k: 3 });
  expect(parametersOf(written, '/v1/chat/completions')).toEqual({
    ...{ system: 'Be short.', max_tokens: 64, temperature: 0.2 },
  });
  expect(parametersOf(written, '/v1/recommendations')).toEqual({ top_k: 3, include_seen: true });
  expect(parametersOf(written, '/v1/embeddings')).toEqual({});
  expect(parametersOfRoute('/v1/completions')).toEqual(['max_tokens', 'temperature', 'top_p', 'seed', 'stop']);
});

it('brings the settings of a job back', () => {
  const parameters = { system: 'Be short.', max_tokens: 64, exclude: ['a'], other: 1 };
  expect(formOf(parameters)).toEqual({ system: 'Be short.', max_tokens: '64' });
});

it.each([
  [{ model: '' }, 'Choose a model.'],
  [{ fileId: '' }, 'Choose a file, or upload one.'],
  [{ top_k: '0' }, 'A whole number from 1 to 1,000, or nothing.'],
  [{ top_k: '1.5' }, 'A whole number from 1 to 1,000, or nothing.'],
  [{ temperature: 'hot' }, 'A number from 0 to 2, or nothing.'],
  [{ max_tokens: '1e99' }, 'A whole number from 1 to 1,000,000, or nothing.'],
  [{ name: 'x'.repeat(101) }, 'At most 100 characters.'],
])('refuses %j', (wrong, message) => {
  const parsed = inferenceFormSchema(t).safeParse({ ...form, ...wrong });
  expect(parsed.error?.issues[0]?.message).toBe(message);
});
