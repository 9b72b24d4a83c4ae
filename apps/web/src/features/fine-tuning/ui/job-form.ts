import { type HyperparameterName, hyperparameterNames } from '@modelmint/domain/hyperparameter-names';
import { augmentations, autoHyperparameters, Hyperparameters } from '@modelmint/domain/hyperparameters';
import { splitTags } from '@modelmint/domain/job-tag';
import type { Task } from '@modelmint/domain/task';
import { type TrainingKind, trainingKindOf, trainingKinds } from '@modelmint/domain/training-kind';
import { z } from 'zod';
import type { Translate } from '../../../i18n/translate.ts';
import type { JobView } from '../server/job-view.ts';
import {
  boundsOf,
  type ChoiceName,
  choiceNames,
  formatBound,
  type HyperparameterField,
  type ListName,
  listNames,
  type NumberName,
} from './hyperparameter-field.ts';
import { hyperparameterFields } from './hyperparameter-fields.ts';
import { tagProblem } from './tag-problem.ts';

/** As the API has it: PostgreSQL's integer. */
const seedMax = 2_147_483_647;

/** What stands for `auto` in the form, so that the cards show what is chosen. */
const suggestedChoices = {
  training_method: 'lora',
  template: 'normed',
  augmentation: 'light',
  class_weights: 'none',
  /** It depends on whether the data has ratings. */
  objective: 'auto',
} as const;

export const numberNames = (Object.keys(autoHyperparameters) as HyperparameterName[]).filter(
  (name): name is NumberName => !([...choiceNames, ...listNames] as readonly string[]).includes(name),
);

/** Empty = auto; checked by the fields of what is trained only. */
const texts = Object.fromEntries(numberNames.map((name) => [name, z.string().trim()])) as Record<
  NumberName,
  z.ZodString
>;

/** As it is written: tags with commas or spaces between them. */
const tagsOf = (t: Translate<'fineTuning'>) =>
  z.string().superRefine((text, context) => {
    const tags = splitTags(text);
    const message = tagProblem(t, tags);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

const seedOf = (t: Translate<'fineTuning'>) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,10}$/, t('new.problem.seed', { max: formatBound(seedMax) }))
    .refine((text) => Number(text) <= seedMax, t('new.problem.atMost', { max: formatBound(seedMax) }));

/** With what is wrong in the words of the reader. */
export const jobFormSchema = (t: Translate<'fineTuning'>) =>
  z
    .object({
      datasetId: z.string().min(1, t('new.problem.data')),
      /** Of the base model: which settings there are. */
      kind: z.enum(trainingKinds),
      baseModel: z.string().min(1, t('new.problem.base')),
      suffix: z
        .string()
        .trim()
        .max(64, t('new.problem.characters', { max: '64' }))
        .regex(/^([A-Za-z0-9][A-Za-z0-9._-]*)?$/, t('new.problem.suffix')),
      tags: tagsOf(t),
      seed: seedOf(t),
      ...texts,
      training_method: z.enum(['lora', 'full']),
      template: z.enum(['normed', 'plain', 'wide']),
      augmentation: z.enum(augmentations),
      /** Empty = all of them. */
      lora_target_modules: z
        .string()
        .trim()
        .max(2_000, t('new.problem.characters', { max: '2,000' })),
      /** Empty = none of them. */
      modules_to_save: z
        .string()
        .trim()
        .max(2_000, t('new.problem.characters', { max: '2,000' })),
      class_weights: z.enum(['none', 'balanced']),
      objective: z.enum(['auto', 'squared-error', 'bpr', 'sampled-softmax']),
    })
    .superRefine((form, context) => {
      for (const field of fieldsOf(form)) {
        const message = problemOf(t, field, form[field.name]);
        if (message !== null) context.addIssue({ code: 'custom', path: [field.name], message });
      }
      for (const list of listsOf(form))
        if (modulesOf(form[list]).some((name) => !/^[\w.-]{1,200}$/.test(name)))
          context.addIssue({
            code: 'custom',
            path: [list],
            message: t('new.problem.modules', { example: moduleExamples[list] }),
          });
    });
export type JobForm = z.infer<ReturnType<typeof jobFormSchema>>;

type WhatIsTrained = Pick<JobForm, 'kind' | 'baseModel' | 'training_method'>;

/** The numbers that mean something now: an adapter's have none when all weights are trained, a Llama has no dropout. */
export function fieldsOf({ kind, baseModel, training_method }: WhatIsTrained): HyperparameterField[] {
  const isFull = hyperparameterNames[kind].includes('training_method') && training_method === 'full';
  const isLlama = baseModel === 'language-model-llama';
  return hyperparameterFields[kind].filter(
    ({ name }) => !(isFull && name.startsWith('lora_')) && !(isLlama && name === 'dropout'),
  );
}

/** Modules can be named for LoRA only. */
export function listsOf({ kind, training_method }: WhatIsTrained): ListName[] {
  return training_method === 'lora' ? listNames.filter((name) => hyperparameterNames[kind].includes(name)) : [];
}

const moduleExamples: Record<ListName, string> = {
  lora_target_modules: 'query, value',
  modules_to_save: 'embed_tokens, lm_head',
};

function modulesOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((name) => name !== '');
}

function problemOf(t: Translate<'fineTuning'>, field: HyperparameterField, text: string): string | null {
  if (text === '') return null;
  if (!/^\d+(\.\d+)?(e-?\d+)?$/i.test(text)) return t('new.problem.number');
  const { min, max, isWhole } = boundsOf(field);
  const value = Number(text);
  if (isWhole && !Number.isInteger(value)) return t('new.problem.whole');
  if (value >= min && value <= max) return null;
  return t('new.problem.range', { min: formatBound(min), max: formatBound(max) });
}

export function emptyJobForm(datasetId: string, base: { name: string; kind: TrainingKind }): JobForm {
  const auto = Object.fromEntries(numberNames.map((name) => [name, ''])) as Record<NumberName, string>;
  const { name: baseModel, kind } = base;
  const lists = { lora_target_modules: '', modules_to_save: '' };
  return { datasetId, kind, baseModel, suffix: '', tags: '', seed: '42', ...auto, ...suggestedChoices, ...lists };
}

/** Without facts it is a template. */
export function kindOfBase({ task, facts }: { task: Task; facts: object | null }): TrainingKind {
  return trainingKindOf({ task, isFromScratch: facts === null });
}

/** Only what was changed, for a request that reads well. */
export function changedHyperparameters(
  form: JobForm,
): Partial<Record<keyof Hyperparameters, number | string | string[]>> {
  const numbers = fieldsOf(form).flatMap(({ name }) => (form[name] === '' ? [] : [[name, Number(form[name])]]));
  const lists = listsOf(form).flatMap((name) => (form[name] === '' ? [] : [[name, modulesOf(form[name])]]));
  return {
    ...changedChoices(form),
    ...Object.fromEntries(numbers),
    ...Object.fromEntries(lists),
  };
}

/** The choices alone: what the suggested numbers depend on. */
export function changedChoices(form: JobForm): Partial<Record<ChoiceName, string>> {
  const known = hyperparameterNames[form.kind];
  return Object.fromEntries(
    choiceNames.flatMap((name) =>
      known.includes(name) && form[name] !== suggestedChoices[name] ? [[name, form[name]]] : [],
    ),
  );
}

/** What the API gets: what was written, else `auto`. */
export function hyperparametersOf(form: JobForm): Hyperparameters {
  return Hyperparameters.parse(changedHyperparameters(form));
}

type AskedJob = Pick<JobView, 'baseModel' | 'baseModelId' | 'task' | 'suffix' | 'seed' | 'method' | 'tags'>;

/** The settings of a job, to be used for another one. */
export function settingsOf({ baseModel, baseModelId, task, suffix, seed, method, tags }: AskedJob): Partial<JobForm> {
  const asked = method.supervised?.hyperparameters ?? autoHyperparameters;
  const numbers = numberNames.map((name) => [name, asked[name] === 'auto' ? '' : String(asked[name])]);
  const choices = choiceNames.flatMap((name) => (asked[name] === 'auto' ? [] : [[name, asked[name]]]));
  return {
    ...{ baseModel, kind: trainingKindOf({ task, isFromScratch: baseModelId === null }) },
    ...{ suffix: suffix ?? '', tags: tags.join(', '), seed: String(seed) },
    ...Object.fromEntries(listNames.map((name) => [name, asked[name] === 'auto' ? '' : asked[name].join(', ')])),
    ...(Object.fromEntries(numbers) as Record<NumberName, string>),
    ...(Object.fromEntries(choices) as Partial<Pick<JobForm, ChoiceName>>),
  };
}
