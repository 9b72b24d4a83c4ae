import type { DataReading } from '../server/list-job-data.ts';
import type { HyperparameterField } from './hyperparameter-field.ts';
import { type HyperparameterChoice, hyperparameterChoices } from './hyperparameter-fields.ts';
import { emptyJobForm, fieldsOf, type JobForm } from './job-form.ts';

/** What the data holds; null where it was not read for the task yet, so that everything may fit. */
export type HeldByData = Pick<DataReading, 'targetKind' | 'hasRatings'> | null;

/** The cards of the form, without what the data cannot train; null where nothing is left to choose. */
export function choiceOf({ kind }: Pick<JobForm, 'kind'>, held: HeldByData): HyperparameterChoice | null {
  const choice = hyperparameterChoices[kind];
  if (choice === null || (choice.name === 'class_weights' && held?.targetKind === 'value')) return null;
  if (choice.name !== 'objective' || held?.hasRatings !== false) return choice;
  return { ...choice, options: choice.options.filter(({ value }) => value !== 'squared-error') };
}

/** The numbers of the form, without those of labels where the target holds values. */
export function numbersOf(form: JobForm, held: HeldByData): HyperparameterField[] {
  const isOfValues = form.kind === 'tabular' && held?.targetKind === 'value';
  return fieldsOf(form).filter(({ name }) => !(isOfValues && name === 'label_smoothing'));
}

/** What was chosen for other data, and does not fit this, is as suggested. The form keeps it for when it fits again. */
export function fitForm(form: JobForm, held: HeldByData): JobForm {
  const { class_weights, objective, label_smoothing } = emptyJobForm('', { name: '', kind: form.kind });
  const isOfValues = form.kind === 'tabular' && held?.targetKind === 'value';
  const canNotRate = form.objective === 'squared-error' && held?.hasRatings === false;
  return { ...form, ...(isOfValues ? { class_weights, label_smoothing } : {}), ...(canNotRate ? { objective } : {}) };
}
