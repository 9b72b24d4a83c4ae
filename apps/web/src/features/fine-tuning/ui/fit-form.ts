import type { DataReading } from '../server/list-job-data.ts';
import type { HyperparameterField } from './hyperparameter-field.ts';
import { type HyperparameterChoice, hyperparameterChoices } from './hyperparameter-fields.ts';
import { emptyJobForm, fieldsOf, type JobForm } from './job-form.ts';

/** What the data holds; null where it was not read for the task yet, so that everything may fit. */
export type HeldByData = Pick<DataReading, 'targetKind' | 'hasRatings'> | null;

/** What decides which settings there are, beside the form itself. */
export interface FormFit {
  held: HeldByData;
  /** False for a checkpoint of convolutions, which is trained whole. */
  hasLora: boolean;
}

/** The cards of the form, without what the data or the base cannot do; what leaves nothing to choose is left out. */
export function choicesOf({ kind }: Pick<JobForm, 'kind'>, { held, hasLora }: FormFit): HyperparameterChoice[] {
  return hyperparameterChoices[kind].flatMap((choice) => {
    switch (choice.name) {
      case 'class_weights':
        return held?.targetKind === 'value' ? [] : [choice];
      case 'training_method':
        return hasLora ? [choice] : [wholeOnly(choice)];
      case 'objective':
        if (held?.hasRatings !== false) return [choice];
        return [{ ...choice, options: choice.options.filter(({ value }) => value !== 'squared-error') }];
      default:
        return [choice];
    }
  });
}

function wholeOnly(choice: HyperparameterChoice): HyperparameterChoice {
  return {
    ...choice,
    description: 'choice.method.wholeOnly',
    options: choice.options.filter(({ value }) => value === 'full'),
  };
}

/** The numbers of the form, without those of labels where the target holds values. */
export function numbersOf(form: JobForm, held: HeldByData): HyperparameterField[] {
  const isOfValues = form.kind === 'tabular' && held?.targetKind === 'value';
  return fieldsOf(form).filter(({ name }) => !(isOfValues && name === 'label_smoothing'));
}

/** What was chosen for something else, and does not fit this, is as suggested. The form keeps it for when it fits again. */
export function fitForm(form: JobForm, { held, hasLora }: FormFit): JobForm {
  const { class_weights, objective, label_smoothing } = emptyJobForm('', { name: '', kind: form.kind });
  const isOfValues = form.kind === 'tabular' && held?.targetKind === 'value';
  const canNotRate = form.objective === 'squared-error' && held?.hasRatings === false;
  return {
    ...form,
    ...(isOfValues ? { class_weights, label_smoothing } : {}),
    ...(canNotRate ? { objective } : {}),
    ...(hasLora ? {} : { training_method: 'full' }),
  };
}
