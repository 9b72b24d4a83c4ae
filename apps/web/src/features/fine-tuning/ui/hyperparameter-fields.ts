import type { TrainingKind } from '@modelmint/domain/training-kind';
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

export interface HyperparameterChoice {
  name: ChoiceName;
  /** Of the section. */
  title: string;
  description: string;
  options: readonly { value: string; title: string; detail: string }[];
}

const method: HyperparameterChoice = {
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
};

const rareLabels: HyperparameterChoice = {
  name: 'class_weights',
  title: 'Rare labels',
  description: 'Where some labels have far fewer examples than others.',
  options: [
    { value: 'none', title: 'As they are', detail: 'Each example counts the same. Right most often over all of them.' },
    {
      value: 'balanced',
      title: 'Balanced',
      detail: 'Examples of a rare label count more. It is found more often, and more is taken for it.',
    },
  ],
};

const template: HyperparameterChoice = {
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
};

const augmentation: HyperparameterChoice = {
  name: 'augmentation',
  title: 'Augmentation',
  description: 'What is done to the training images at random, so that they are not learned by heart.',
  options: [
    { value: 'light', title: 'Light', detail: 'Mirrored, and shifted by up to a sixteenth of the side.' },
    {
      value: 'strong',
      title: 'Strong',
      detail: 'The same, and a square of a quarter of the side is greyed. For few images or many epochs.',
    },
    {
      value: 'none',
      title: 'None',
      detail: 'As they are. Where left and right, or the place in the image, say what the label is.',
    },
  ],
};

const tableLabels: HyperparameterChoice = {
  ...rareLabels,
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
};

const objective: HyperparameterChoice = {
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
