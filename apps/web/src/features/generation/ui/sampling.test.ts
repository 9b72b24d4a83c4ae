import { expect, it } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { formOfSampling, readSampling, type SamplingForm, suggestSampling } from './sampling.ts';

const read = (form: Partial<SamplingForm>) =>
  readSampling(english('generation'), { ...suggestSampling(null), ...form });
const empty = { temperature: '', topP: '', maxTokens: '', stop: '', seed: '' };

it('sends what is suggested, and nothing of what is empty', () => {
  expect(read({})).toEqual({ sampling: { temperature: 0.7, top_p: 1, max_tokens: 256 }, problems: {} });
  expect(read(empty)).toEqual({ sampling: {}, problems: {} });
});

it.each([
  [null, '256'],
  [32_768, '256'],
  [512, '256'],
  [32, '16'],
  [1, '1'],
])('suggests for a context of %j tokens an answer of %s', (contextLength, maxTokens) => {
  expect(suggestSampling(contextLength).maxTokens).toBe(maxTokens);
});

it('reads numbers with a comma, and stops with line breaks and spaces', () => {
  const { sampling } = read({ ...empty, temperature: '0,2', stop: '\\n\\n\nUser: \n', seed: '7' });
  expect(sampling).toEqual({ temperature: 0.2, stop: ['\n\n', 'User: '], seed: 7 });
});

it.each([
  [{ temperature: '2.1' }, { temperature: 'A number from 0 to 2.' }],
  [{ temperature: 'warm' }, { temperature: 'A number from 0 to 2.' }],
  [{ topP: '-1' }, { topP: 'A number from 0 to 1.' }],
  [{ maxTokens: '0' }, { maxTokens: 'A whole number from 1 to 1,000,000.' }],
  [{ maxTokens: '1.5' }, { maxTokens: 'A whole number from 1 to 1,000,000.' }],
  [{ seed: '1e9' }, { seed: 'A whole number from 0 to 2,147,483,647.' }],
  [{ stop: 'a\nb\nc\nd\ne' }, { stop: 'At most 4 lines.' }],
  [{ stop: 'x'.repeat(201) }, { stop: 'At most 200 characters each.' }],
])('%j is refused', (form, problems) => {
  expect(read(form).problems).toEqual(problems);
});

it('types what a call of the history was drawn with', () => {
  const sampling = { temperature: 0.2, max_tokens: 4, stop: ['\n\n', 'User: '], seed: 7 };
  const form = formOfSampling(sampling);
  expect(form).toEqual({ temperature: '0.2', topP: '', maxTokens: '4', stop: '\\n\\n\nUser: ', seed: '7' });
  expect(read(form)).toEqual({ sampling, problems: {} });
});
