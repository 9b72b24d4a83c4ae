import { Hyperparameters } from '@modelmint/domain/hyperparameters';
import { expect, test } from 'vitest';
import { boundsOf, hyperparameterFields } from './hyperparameter-fields.ts';
import { changedHyperparameters, emptyJobForm, hyperparametersOf, JobForm, settingsOf } from './job-form.ts';

const empty = emptyJobForm('ds_1', 'text-classifier-lstm');

test('every hyper-parameter of the API has a field, with the bounds of the API', () => {
  expect(hyperparameterFields.map(({ name }) => name).toSorted()).toEqual(
    Object.keys(Hyperparameters.shape).toSorted(),
  );
  expect(boundsOf('n_epochs')).toEqual({ min: 1, max: 50, isWhole: true });
  expect(boundsOf('dropout')).toEqual({ min: 0, max: 0.9, isWhole: false });
});

test('an empty form is valid and means auto', () => {
  expect(JobForm.parse(empty)).toEqual(empty);
  expect(Hyperparameters.parse(hyperparametersOf(empty))).toEqual(Hyperparameters.parse({}));
  expect(changedHyperparameters(empty)).toEqual({});
});

test('what was written goes to the API as numbers', () => {
  const form = JobForm.parse({ ...empty, n_epochs: ' 4 ', learning_rate_multiplier: '0.5' });
  expect(hyperparametersOf(form)).toMatchObject({ n_epochs: 4, learning_rate_multiplier: 0.5, batch_size: 'auto' });
  expect(changedHyperparameters(form)).toEqual({ n_epochs: 4, learning_rate_multiplier: 0.5 });
});

test.each([
  ['n_epochs', '0', 'From 1 to 50.'],
  ['n_epochs', '2.5', 'A whole number.'],
  ['batch_size', 'many', 'Write a number, or leave it empty for auto.'],
  ['vocabulary_size', '200000', 'From 100 to 100,000.'],
  ['dropout', '-0.1', 'Write a number, or leave it empty for auto.'],
  ['seed', '2147483648', 'At most 2,147,483,647.'],
  ['seed', '', 'A whole number from 0 to 2,147,483,647.'],
  ['suffix', 'my model', 'Letters, digits, dots, hyphens and underscores; a letter or digit first.'],
  ['suffix', '-v1', 'Letters, digits, dots, hyphens and underscores; a letter or digit first.'],
  ['datasetId', '', 'Choose the data to train on.'],
] as const)('%s = %j is refused: %s', (name, text, message) => {
  const result = JobForm.safeParse({ ...empty, [name]: text });
  expect(result.error?.issues[0]).toMatchObject({ path: [name], message });
});

test('the settings of a job come back into the form as they were asked for', () => {
  const method = {
    type: 'supervised' as const,
    supervised: { hyperparameters: hyperparametersOf({ ...empty, n_epochs: '4' }) },
  };
  const settings = settingsOf({ baseModel: 'text-classifier-lstm', suffix: null, seed: 7, method });
  expect(settings).toMatchObject({ n_epochs: '4', batch_size: '', suffix: '', seed: '7' });
  expect(JobForm.safeParse({ ...empty, ...settings }).success).toBe(true);
});
