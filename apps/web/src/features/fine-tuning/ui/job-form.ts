import { autoHyperparameters, type Hyperparameters } from '@modelmint/domain/hyperparameters';
import { z } from 'zod';
import type { JobView } from '../server/job-view.ts';
import { boundsOf, type HyperparameterName, hyperparameterFields } from './hyperparameter-fields.ts';

/** As the API has it: PostgreSQL's integer. */
const seedMax = 2_147_483_647;

/** Empty = auto. */
const numberText = (name: HyperparameterName) => {
  const { min, max, isWhole } = boundsOf(name);
  const range = `${min.toLocaleString('en-US')} to ${max.toLocaleString('en-US')}`;
  return z
    .string()
    .trim()
    .refine((text) => text === '' || isNumberText(text), 'Write a number, or leave it empty for auto.')
    .refine((text) => text === '' || !isWhole || Number.isInteger(Number(text)), 'A whole number.')
    .refine((text) => text === '' || (Number(text) >= min && Number(text) <= max), `From ${range}.`);
};

const isNumberText = (text: string): boolean => /^\d+(\.\d+)?(e-?\d+)?$/i.test(text);

const hyperparameters = Object.fromEntries(hyperparameterFields.map(({ name }) => [name, numberText(name)])) as Record<
  HyperparameterName,
  ReturnType<typeof numberText>
>;

export const JobForm = z.object({
  datasetId: z.string().min(1, 'Choose the data to train on.'),
  baseModel: z.string().min(1),
  suffix: z
    .string()
    .trim()
    .max(64, 'At most 64 characters.')
    .regex(
      /^([A-Za-z0-9][A-Za-z0-9._-]*)?$/,
      'Letters, digits, dots, hyphens and underscores; a letter or digit first.',
    ),
  seed: z
    .string()
    .trim()
    .regex(/^\d{1,10}$/, 'A whole number from 0 to 2,147,483,647.')
    .refine((text) => Number(text) <= seedMax, 'At most 2,147,483,647.'),
  ...hyperparameters,
});
export type JobForm = z.infer<typeof JobForm>;

export function emptyJobForm(datasetId: string, baseModel: string): JobForm {
  const auto = Object.fromEntries(hyperparameterFields.map(({ name }) => [name, ''])) as Record<
    HyperparameterName,
    string
  >;
  return { datasetId, baseModel, suffix: '', seed: '42', ...auto };
}

/** What the API gets: numbers where something was written, else `auto`. */
export function hyperparametersOf(form: JobForm): Hyperparameters {
  const given = hyperparameterFields.flatMap(({ name }) => (form[name] === '' ? [] : [[name, Number(form[name])]]));
  return { ...autoHyperparameters, ...Object.fromEntries(given) };
}

/** Only what was changed, for a request that reads well. */
export function changedHyperparameters(form: JobForm): Partial<Record<HyperparameterName, number>> {
  return Object.fromEntries(
    hyperparameterFields.flatMap(({ name }) => (form[name] === '' ? [] : [[name, Number(form[name])]])),
  );
}

/** The settings of a job, to be used for another one. */
export function settingsOf(job: Pick<JobView, 'baseModel' | 'suffix' | 'seed' | 'method'>): Partial<JobForm> {
  const hyperparameters = job.method.supervised?.hyperparameters ?? autoHyperparameters;
  const numbers = hyperparameterFields.map(({ name }) => [
    name,
    hyperparameters[name] === 'auto' ? '' : String(hyperparameters[name]),
  ]);
  return {
    baseModel: job.baseModel,
    suffix: job.suffix ?? '',
    seed: String(job.seed),
    ...(Object.fromEntries(numbers) as Record<HyperparameterName, string>),
  };
}
