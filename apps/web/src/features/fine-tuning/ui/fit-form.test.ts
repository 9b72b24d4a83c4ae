import { expect, test } from 'vitest';
import { choicesOf, type FormFit, fitForm, type HeldByData, numbersOf } from './fit-form.ts';
import { changedHyperparameters, emptyJobForm, listsOf } from './job-form.ts';

const table = emptyJobForm('ds_1', { name: 'tabular-mlp', kind: 'tabular' });
const recommender = emptyJobForm('ds_1', { name: 'recommender-mf', kind: 'recommendation' });
const held = (part: Partial<NonNullable<HeldByData>>): HeldByData => ({ targetKind: null, hasRatings: null, ...part });
const of = (data: HeldByData): FormFit => ({ held: data, hasLora: true });

test('a target with values offers nothing of labels, and keeps nothing of them', () => {
  const values = held({ targetKind: 'value' });
  const form = { ...table, class_weights: 'balanced' as const, label_smoothing: '0.1', dropout: '0.2' };
  expect(choicesOf(form, of(values))).toEqual([]);
  expect(numbersOf(form, values).map(({ name }) => name)).not.toContain('label_smoothing');
  expect(changedHyperparameters(fitForm(form, of(values)))).toEqual({ dropout: 0.2 });
  for (const other of [null, held({ targetKind: 'label' })]) {
    expect(choicesOf(form, of(other)).map(({ name }) => name)).toEqual(['class_weights']);
    expect(numbersOf(form, other).map(({ name }) => name)).toContain('label_smoothing');
    expect(fitForm(form, of(other))).toEqual(form);
  }
});

test('ratings are offered where the data may have some, and are not kept where it has none', () => {
  const form = { ...recommender, objective: 'squared-error' as const };
  const offered = (data: HeldByData) => choicesOf(form, of(data))[0]?.options.map(({ value }) => value);
  expect(offered(held({ hasRatings: false }))).toEqual(['auto', 'sampled-softmax', 'bpr']);
  expect(offered(held({ hasRatings: true }))).toContain('squared-error');
  expect(offered(null)).toContain('squared-error');
  expect(changedHyperparameters(fitForm(form, of(held({ hasRatings: false }))))).toEqual({});
  expect(fitForm({ ...form, objective: 'bpr' }, of(held({ hasRatings: false }))).objective).toBe('bpr');
  expect(fitForm(form, of(held({ hasRatings: true })))).toEqual(form);
});

test('convolutions are trained whole: LoRA is not offered, nor kept from another base', () => {
  const form = { ...emptyJobForm('ds_1', { name: 'resnet', kind: 'vision-classifier' }), lora_rank: '8' };
  const convolved = { held: null, hasLora: false };
  const [method, ...others] = choicesOf(form, convolved);
  expect(method?.options.map(({ value }) => value)).toEqual(['full']);
  expect(others.map(({ name }) => name)).toEqual(['augmentation', 'class_weights']);
  const fitted = fitForm(form, convolved);
  expect(changedHyperparameters(fitted)).toEqual({ training_method: 'full' });
  expect(numbersOf(fitted, null).some(({ name }) => name.startsWith('lora_'))).toBe(false);
  expect([listsOf(fitted), listsOf(form)]).toEqual([[], ['lora_target_modules']]);
});
