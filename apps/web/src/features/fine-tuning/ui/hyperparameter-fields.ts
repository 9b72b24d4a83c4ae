import type { TrainingKind } from '@modelmint/domain/training-kind';
import type { MessageKey } from '../../../i18n/translate.ts';
import { causalLmFields } from './causal-lm-fields.ts';
import { cnnFields } from './cnn-fields.ts';
import type { ChoiceName, HyperparameterField } from './hyperparameter-field.ts';
import { languageModelFields } from './language-model-fields.ts';
import { recommenderFields } from './recommender-fields.ts';
import { tabularFields } from './tabular-fields.ts';
import { textClassifierFields } from './text-classifier-fields.ts';
import { encoderClassifierFields, visionClassifierFields } from './tuned-classifier-fields.ts';

/** The numbers of a kind of training in the order of its form. */
export const hyperparameterFields: Record<TrainingKind, readonly HyperparameterField[]> = {
  'text-classification': textClassifierFields,
  'text-generation': causalLmFields,
  'image-classification': cnnFields,
  tabular: tabularFields,
  recommendation: recommenderFields,
  'language-model': languageModelFields,
  'encoder-classifier': encoderClassifierFields,
  'vision-classifier': visionClassifierFields,
};

type ChoiceWords = Extract<MessageKey<'fineTuning'>, `choice.${string}`>;

export interface HyperparameterChoice {
  name: ChoiceName;
  /** Of the section. */
  title: ChoiceWords;
  description: ChoiceWords;
  options: readonly { value: string; title: ChoiceWords; detail: ChoiceWords }[];
}

const method: HyperparameterChoice = {
  name: 'training_method',
  title: 'choice.method.title',
  description: 'choice.method.description',
  options: [
    { value: 'lora', title: 'choice.method.lora.title', detail: 'choice.method.lora.detail' },
    { value: 'full', title: 'choice.method.full.title', detail: 'choice.method.full.detail' },
  ],
};

const rareLabels: HyperparameterChoice = {
  name: 'class_weights',
  title: 'choice.rareLabels.title',
  description: 'choice.rareLabels.description',
  options: [
    { value: 'none', title: 'choice.rareLabels.none.title', detail: 'choice.rareLabels.none.detail' },
    { value: 'balanced', title: 'choice.rareLabels.balanced.title', detail: 'choice.rareLabels.balanced.detail' },
  ],
};

const template: HyperparameterChoice = {
  name: 'template',
  title: 'choice.network.title',
  description: 'choice.network.description',
  options: [
    { value: 'normed', title: 'choice.network.normed.title', detail: 'choice.network.normed.detail' },
    { value: 'plain', title: 'choice.network.plain.title', detail: 'choice.network.plain.detail' },
    { value: 'wide', title: 'choice.network.wide.title', detail: 'choice.network.wide.detail' },
  ],
};

const augmentation: HyperparameterChoice = {
  name: 'augmentation',
  title: 'choice.augmentation.title',
  description: 'choice.augmentation.description',
  options: [
    { value: 'light', title: 'choice.augmentation.light.title', detail: 'choice.augmentation.light.detail' },
    { value: 'strong', title: 'choice.augmentation.strong.title', detail: 'choice.augmentation.strong.detail' },
    { value: 'none', title: 'choice.augmentation.none.title', detail: 'choice.augmentation.none.detail' },
  ],
};

const tableLabels: HyperparameterChoice = {
  ...rareLabels,
  description: 'choice.tableLabels.description',
  options: [
    { value: 'none', title: 'choice.rareLabels.none.title', detail: 'choice.tableLabels.none' },
    { value: 'balanced', title: 'choice.rareLabels.balanced.title', detail: 'choice.tableLabels.balanced' },
  ],
};

const objective: HyperparameterChoice = {
  name: 'objective',
  title: 'choice.objective.title',
  description: 'choice.objective.description',
  options: [
    { value: 'auto', title: 'choice.objective.auto.title', detail: 'choice.objective.auto.detail' },
    { value: 'squared-error', title: 'choice.objective.ratings.title', detail: 'choice.objective.ratings.detail' },
    { value: 'sampled-softmax', title: 'choice.objective.ranking.title', detail: 'choice.objective.ranking.detail' },
    { value: 'bpr', title: 'choice.objective.pairs.title', detail: 'choice.objective.pairs.detail' },
  ],
};

/** What is chosen by a word; the first is what `auto` stands for. */
export const hyperparameterChoices: Record<TrainingKind, readonly HyperparameterChoice[]> = {
  'text-classification': [],
  'text-generation': [method],
  'image-classification': [template],
  tabular: [tableLabels],
  recommendation: [objective],
  'language-model': [],
  'encoder-classifier': [method, rareLabels],
  'vision-classifier': [method, augmentation, rareLabels],
};
