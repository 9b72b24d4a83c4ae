import { expect, test } from 'vitest';
import { choiceOf, fitForm, type HeldByData, numbersOf } from './fit-form.ts';
import { changedHyperparameters, emptyJobForm } from './job-form.ts';

const table = emptyJobForm('ds_1', { name: 'tabular-mlp', kind: 'tabular' });
const recommender = emptyJobForm('ds_1', { name: 'recommender-mf', kind: 'recommendation' });
const held = (part: Partial<NonNullable<HeldByData>>): HeldByData => ({ targetKind: null, hasRatings: null, ...part });

test('a target with values offers nothing of labels, and keeps nothing of them', () => {
  const values = held({ targetKind: 'value' });
  const form = { ...table, class_weights: 'balanced' as const, label_smoothing: '0.1', dropout: '0.2' };
  expect(choiceOf(form, values)).toBeNull();
  expect(numbersOf(form, values).map(({ name }) => name)).not.toContain('label_smoothing');
  expect(changedHyperparameters(fitForm(form, values))).toEqual({ dropout: 0.2 });
  for (const other of [null, held({ targetKind: 'label' })]) {
    expect(choiceOf(form, other)?.name).toBe('class_weights');
    expect(numbersOf(form, other).map(({ name }) => name)).toContain('label_smoothing');
    expect(fitForm(form, other)).toEqual(form);
  }
});

test('ratings are offered where the data may have some, and are not kept where it has none', () => {
  const form = { ...recommender, objective: 'squared-error' as const };
  const offered = (data: HeldByData) => choiceOf(form, data)?.options.map(({ value }) => value);
  expect(offered(held({ hasRatings: false }))).toEqual(['auto', 'sampled-softmax', 'bpr']);
  expect(offered(held({ hasRatings: true }))).toContain('squared-error');
  expect(offered(null)).toContain('squared-error');
  expect(changedHyperparameters(fitForm(form, held({ hasRatings: false })))).toEqual({});
  expect(fitForm({ ...form, objective: 'bpr' }, held({ hasRatings: false })).objective).toBe('bpr');
  expect(fitForm(form, held({ hasRatings: true }))).toEqual(form);
});
