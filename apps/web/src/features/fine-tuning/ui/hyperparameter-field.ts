import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import type { CnnSpec } from '@modelmint/domain/cnn-spec';
import type { EncoderClassifierSpec } from '@modelmint/domain/encoder-classifier-spec';
import type { HyperparameterName } from '@modelmint/domain/hyperparameter-names';
import { Hyperparameters, type TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import type { LanguageModelSpec } from '@modelmint/domain/language-model-spec';
import type { RecommenderSpec } from '@modelmint/domain/recommender-spec';
import type { TabularSpec } from '@modelmint/domain/tabular-spec';
import { kindOfSpec, type TrainingKind } from '@modelmint/domain/training-kind';
import type { TrainingSpec } from '@modelmint/domain/training-spec';
import type { VisionClassifierSpec } from '@modelmint/domain/vision-classifier-spec';
import type { MessageKey, Translate } from '../../../i18n/translate.ts';
import { formatCount } from '../../../ui/format.ts';
import type { DataCounts } from '../server/list-job-data.ts';

/** One of several words, chosen by cards; all others but lists of modules are numbers. */
export const choiceNames = ['training_method', 'template', 'augmentation', 'class_weights', 'objective'] as const;
export type ChoiceName = (typeof choiceNames)[number];
/** Several words, written with commas between them. */
export const listNames = ['lora_target_modules', 'modules_to_save'] as const;
export type ListName = (typeof listNames)[number];
export type NumberName = Exclude<HyperparameterName, ChoiceName | ListName>;

interface SpecOf extends Record<TrainingKind, TrainingSpec> {
  'text-classification': TextClassifierSpec;
  'text-generation': CausalLmSpec;
  'image-classification': CnnSpec;
  tabular: TabularSpec;
  recommendation: RecommenderSpec;
  'language-model': LanguageModelSpec;
  'encoder-classifier': EncoderClassifierSpec;
  'vision-classifier': VisionClassifierSpec;
}

/** Of a label or a unit in the messages. */
type Words<Group extends 'field' | 'unit'> = Extract<MessageKey<'fineTuning'>, `${Group}.${string}`>;

export interface FieldContext<Spec> {
  t: Translate<'fineTuning'>;
  /** With every number as suggested. */
  spec: Spec;
  data: DataCounts;
  /** What stands in the field. */
  value: number;
}

interface FieldOf<Spec> {
  name: NumberName;
  label: Words<'field'>;
  unit?: Words<'unit'>;
  /** The number that `auto` stands for with this data; null where the setting has no meaning now. */
  suggested: (spec: Spec) => number | null;
  /** The effect, in a sentence. */
  effect: (context: FieldContext<Spec>) => string;
  /** What may go wrong with this value; does not block. */
  warning?: (context: FieldContext<Spec>) => string | null;
  /** Name under which the plan says why it suggests what it does. */
  reason?: string;
  /** Where a kind of training allows less than the API does for all of them. */
  max?: number;
  /** And where it needs more. */
  min?: number;
}
export type HyperparameterField = FieldOf<TrainingSpec>;

/** Fields of one kind of training, to be asked with the spec of any. */
export function fieldsFor<Kind extends TrainingKind>(
  kind: Kind,
  fields: readonly FieldOf<SpecOf[Kind]>[],
): HyperparameterField[] {
  const isOwn = (spec: TrainingSpec): spec is SpecOf[Kind] => kindOfSpec(spec) === kind;
  return fields.map(({ suggested, effect, warning, ...field }) => ({
    ...field,
    suggested: (spec) => (isOwn(spec) ? suggested(spec) : null),
    effect: ({ spec, ...rest }) => (isOwn(spec) ? effect({ spec, ...rest }) : ''),
    warning: ({ spec, ...rest }) => (isOwn(spec) ? (warning?.({ spec, ...rest }) ?? null) : null),
  }));
}

/** The bounds that the API checks. */
export function boundsOf({ name, min, max }: Pick<HyperparameterField, 'name' | 'min' | 'max'>) {
  const [, number] = Hyperparameters.shape[name].unwrap().options;
  const most = number.maxValue ?? Number.MAX_SAFE_INTEGER;
  return { min: min ?? number.minValue ?? 0, max: Math.min(most, max ?? most), isWhole: number.format !== null };
}

export const formatBound = (bound: number): string => bound.toLocaleString('en-US');

const figures = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });
export const figure = (value: number): string => figures.format(value);

type BatchNoun = Extract<MessageKey<'fineTuning'>, `effect.batchOf${string}`>;

/** Those that read the same wherever they are. */
export function batchEffect(
  { t, data, value }: Pick<FieldContext<unknown>, 't' | 'data' | 'value'>,
  words: BatchNoun,
): string {
  const steps = Math.ceil(data.trainRows / Math.max(1, value));
  return t(words, { rows: formatCount(data.trainRows), steps: formatCount(steps) });
}
export const batchWarning = ({ t, data, value }: Pick<FieldContext<unknown>, 't' | 'data' | 'value'>): string | null =>
  value > data.trainRows / 4 ? t('warning.fewSteps') : null;
export const rateWarning = ({ t, value }: Pick<FieldContext<unknown>, 't' | 'value'>): string | null =>
  value > 5 ? t('warning.highRate') : null;
