import type { TrainingKind } from '@modelmint/domain/training-kind';
import { causalLmFields } from './causal-lm-fields.ts';
import { cnnFields } from './cnn-fields.ts';
import type { ChoiceName, HyperparameterField } from './hyperparameter-field.ts';
import { languageModelFields } from './language-model-fields.ts';
import { recommenderFields } from './recommender-fields.ts';
import { tabularFields } from './tabular-fields.ts';
import { textClassifierFields } from './text-classifier-fields.ts';

/** The numbers of a kind of training in the order of its form. */
export const hyperparameterFields: Record<TrainingKind, readonly HyperparameterField[]> = {
  'text-classification': textClassifierFields,
  'text-generation': causalLmFields,
  'image-classification': cnnFields,
  tabular: tabularFields,
  recommendation: recommenderFields,
  'language-model': languageModelFields,
};

export interface HyperparameterChoice {
  name: ChoiceName;
  /** Of the section. */
  title: string;
  description: string;
  options: readonly { value: string; title: string; detail: string }[];
}

/** What is chosen by a word; the first is what `auto` stands for. */
export const hyperparameterChoices: Record<TrainingKind, HyperparameterChoice | null> = {
  'text-classification': null,
  'text-generation': {
    name: 'training_method',
    title: 'Method',
    description: 'What changes during training.',
    options: [
      {
        value: 'lora',
        title: 'LoRA',
        detail: 'Trains small matrices beside the frozen base. A small adapter; little memory; forgets little.',
      },
      {
        value: 'full',
        title: 'Full',
        detail: 'Trains all weights. A whole model of its own; about five times the memory; for much data.',
      },
    ],
  },
  'image-classification': {
    name: 'template',
    title: 'Network',
    description: 'The layers between the image and its label.',
    options: [
      {
        value: 'normed',
        title: 'With batch norm',
        detail: 'Four convolutions of 32 to 128 filters, mirrored and shifted images. The best for its time.',
      },
      {
        value: 'plain',
        title: 'Plain',
        detail: 'Three convolutions and a dense layer of 64. Small and quick to train.',
      },
      {
        value: 'wide',
        title: 'Wide',
        detail: 'One convolution, dropout and a dense layer of 128. For simple shapes.',
      },
    ],
  },
  tabular: {
    name: 'class_weights',
    title: 'Rare labels',
    description: 'Of a target with labels; one with values has no such choice.',
    options: [
      {
        value: 'none',
        title: 'As they are',
        detail: 'Each row counts the same. Right most often over all rows.',
      },
      {
        value: 'balanced',
        title: 'Balanced',
        detail: 'Rows of a rare label count more. It is found more often, and more rows are taken for it.',
      },
    ],
  },
  recommendation: {
    name: 'objective',
    title: 'What it learns',
    description: 'Predict ratings, or put first what a user will take.',
    options: [
      {
        value: 'auto',
        title: 'By the data',
        detail: 'Predicts ratings where the data has them, else ranks items by what users took.',
      },
      {
        value: 'squared-error',
        title: 'Ratings',
        detail: 'Predicts what a user would rate. Needs a column with ratings.',
      },
      {
        value: 'sampled-softmax',
        title: 'Ranking',
        detail: 'Sets what a user took against twenty items that the user did not take. Ratings are not read.',
      },
      {
        value: 'bpr',
        title: 'Ranking in pairs',
        detail: 'Sets it against one other item at a time (BPR). Quicker steps, often a little less exact.',
      },
    ],
  },
  'language-model': null,
};
