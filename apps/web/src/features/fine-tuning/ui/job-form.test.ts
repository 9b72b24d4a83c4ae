import { hyperparameterNames } from '@modelmint/domain/hyperparameter-names';
import { Hyperparameters } from '@modelmint/domain/hyperparameters';
import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { boundsOf } from './hyperparameter-field.ts';
import { hyperparameterChoices, hyperparameterFields } from './hyperparameter-fields.ts';
import {
  changedHyperparameters,
  emptyJobForm,
  fieldsOf,
  hyperparametersOf,
  jobFormSchema,
  listsOf,
  settingsOf,
} from './job-form.ts';

const checked = jobFormSchema(english('fineTuning'));

const empty = emptyJobForm('ds_1', { name: 'text-classifier-lstm', kind: 'text-classification' });
const chat = emptyJobForm('ds_1', { name: 'tiny-llama', kind: 'text-generation' });
const scratch = emptyJobForm('ds_1', { name: 'language-model-llama', kind: 'language-model' });
const images = emptyJobForm('ds_1', { name: 'image-classifier-cnn', kind: 'image-classification' });

const bert = emptyJobForm('ds_1', { name: 'bert', kind: 'encoder-classifier' });
const vit = emptyJobForm('ds_1', { name: 'vit', kind: 'vision-classifier' });

const kinds = Object.keys(hyperparameterNames) as (keyof typeof hyperparameterNames)[];
test.each(kinds)('every hyper-parameter of %s has a field or cards, and no other has', (kind) => {
  const numbers = hyperparameterFields[kind].map(({ name }) => name);
  const choices = hyperparameterChoices[kind].map(({ name }) => name);
  const lists = listsOf(emptyJobForm('ds_1', { name: 'x', kind }));
  const names = [...numbers, ...choices, ...lists];
  expect(names.toSorted()).toEqual([...hyperparameterNames[kind]].toSorted());
});

test('the bounds are those of the API, and narrower where a task allows less', () => {
  expect(boundsOf({ name: 'n_epochs' })).toEqual({ min: 1, max: 50, isWhole: true });
  expect(boundsOf({ name: 'dropout' })).toEqual({ min: 0, max: 0.9, isWhole: false });
  const longest = hyperparameterFields['text-classification'].find(({ name }) => name === 'max_tokens');
  expect(longest && boundsOf(longest)).toEqual({ min: 8, max: 1024, isWhole: true });
});

test.each([empty, chat, images, scratch, bert, vit])('an empty form of $kind is valid and means auto', (form) => {
  expect(checked.parse(form)).toEqual(form);
  expect(hyperparametersOf(form)).toEqual(Hyperparameters.parse({}));
  expect(changedHyperparameters(form)).toEqual({});
});

test('what was written goes to the API as numbers', () => {
  const form = checked.parse({ ...empty, n_epochs: ' 4 ', learning_rate_multiplier: '0.5' });
  expect(hyperparametersOf(form)).toMatchObject({ n_epochs: 4, learning_rate_multiplier: 0.5, batch_size: 'auto' });
  expect(changedHyperparameters(form)).toEqual({ n_epochs: 4, learning_rate_multiplier: 0.5 });
});

test('what is of something else is neither checked nor sent', () => {
  const form = { ...chat, hidden_size: 'many', template: 'wide' as const, lora_rank: '16' };
  expect(checked.safeParse(form).success).toBe(true);
  expect(changedHyperparameters(form)).toEqual({ lora_rank: 16 });
});

test('a small Llama has no dropout, also where one was written for an LSTM', () => {
  expect(changedHyperparameters({ ...scratch, dropout: '0.2', layers: '2' })).toEqual({ layers: 2 });
  const lstm = { ...scratch, baseModel: 'language-model-lstm' };
  expect(changedHyperparameters({ ...lstm, dropout: '0.2' })).toEqual({ dropout: 0.2 });
});

test('full training has no numbers of an adapter', () => {
  const form = { ...chat, training_method: 'full' as const, lora_rank: '16' };
  expect(fieldsOf(form).some(({ name }) => name.startsWith('lora_'))).toBe(false);
  expect(changedHyperparameters(form)).toEqual({ training_method: 'full' });
});

test('modules for LoRA are a list of names, and come back as they were written', () => {
  const form = checked.parse({ ...bert, lora_target_modules: ' query,  attention.self.value ' });
  expect(changedHyperparameters(form)).toEqual({ lora_target_modules: ['query', 'attention.self.value'] });
  const method = { type: 'supervised' as const, supervised: { hyperparameters: hyperparametersOf(form) } };
  const job = { baseModel: 'bert', baseModelId: 'bm_1', task: 'text-classification' as const, seed: 7, method };
  expect(settingsOf({ ...job, suffix: null, tags: [] })).toMatchObject({
    kind: 'encoder-classifier',
    lora_target_modules: 'query, attention.self.value',
  });
  expect(changedHyperparameters({ ...form, training_method: 'full' })).toEqual({ training_method: 'full' });
});

test('modules that are trained whole are a list of a language model', () => {
  const form = checked.parse({ ...chat, modules_to_save: 'embed_tokens, lm_head' });
  expect(changedHyperparameters(form)).toEqual({ modules_to_save: ['embed_tokens', 'lm_head'] });
  expect(changedHyperparameters({ ...form, kind: 'encoder-classifier' })).toEqual({});
  expect(changedHyperparameters({ ...form, training_method: 'full' })).toEqual({ training_method: 'full' });
});

test('what is done to the images and to rare labels is sent by its word', () => {
  const asked = { ...vit, augmentation: 'strong' as const, class_weights: 'balanced' as const };
  expect(changedHyperparameters(asked)).toEqual({ augmentation: 'strong', class_weights: 'balanced' });
});

test('a network of another template is sent by its name', () => {
  expect(changedHyperparameters({ ...images, template: 'plain', image_size: '32' })).toEqual({
    template: 'plain',
    image_size: 32,
  });
});

test.each([
  [empty, 'n_epochs', '0', 'From 1 to 50.'],
  [empty, 'n_epochs', '2.5', 'A whole number.'],
  [empty, 'batch_size', 'many', 'Write a number, or leave it empty for auto.'],
  [empty, 'max_tokens', '2000', 'From 8 to 1,024.'],
  [empty, 'vocabulary_size', '200000', 'From 100 to 100,000.'],
  [empty, 'dropout', '-0.1', 'Write a number, or leave it empty for auto.'],
  [chat, 'lora_rank', '300', 'From 1 to 256.'],
  [chat, 'lora_dropout', '1', 'From 0 to 0.9.'],
  [scratch, 'layers', '0', 'From 1 to 8.'],
  [scratch, 'vocabulary_size', '100', 'From 256 to 65,536.'],
  [images, 'image_size', '4', 'From 8 to 128.'],
  [images, 'label_smoothing', '0.9', 'From 0 to 0.5.'],
  [bert, 'batch_size', '257', 'From 1 to 256.'],
  [bert, 'lora_target_modules', 'query; value', 'Names of modules with commas between them, such as query, value.'],
  [chat, 'modules_to_save', 'lm head!', 'Names of modules with commas between them, such as embed_tokens, lm_head.'],
  [vit, 'dropout', '0.95', 'From 0 to 0.9.'],
  [empty, 'seed', '2147483648', 'At most 2,147,483,647.'],
  [empty, 'seed', '', 'A whole number from 0 to 2,147,483,647.'],
  [empty, 'suffix', 'my model', 'Letters, digits, dots, hyphens and underscores; a letter or digit first.'],
  [empty, 'suffix', 'x'.repeat(65), 'At most 64 characters.'],
  [empty, 'datasetId', '', 'Choose the data to train on.'],
  [empty, 'baseModel', '', 'Choose what to start from.'],
] as const)('of %o, %s = %j is refused: %s', (form, name, text, message) => {
  const result = checked.safeParse({ ...form, [name]: text });
  expect(result.error?.issues[0]).toMatchObject({ path: [name], message });
});

test('the settings of a job come back into the form as they were asked for', () => {
  const asked = { ...chat, n_epochs: '4', training_method: 'full' as const };
  const method = { type: 'supervised' as const, supervised: { hyperparameters: hyperparametersOf(asked) } };
  const job = { baseModel: 'tiny-llama', baseModelId: 'bm_1', task: 'text-generation' as const, seed: 7, method };
  const settings = settingsOf({ ...job, suffix: null, tags: [] });
  expect(settings).toMatchObject({
    kind: 'text-generation',
    n_epochs: '4',
    batch_size: '',
    suffix: '',
    seed: '7',
    training_method: 'full',
  });
  expect(checked.safeParse({ ...empty, ...settings }).success).toBe(true);
});
