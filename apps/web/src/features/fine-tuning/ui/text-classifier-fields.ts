import { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import { formatCount } from '../../../ui/format.ts';
import { batchEffect, batchWarning, fieldsFor, figure, rateWarning } from './hyperparameter-field.ts';

/** What is changed most comes first. */
export const textClassifierFields = fieldsFor('text-classification', [
  {
    name: 'n_epochs',
    label: 'field.epochs',
    suggested: (spec) => spec.epochs,
    effect: ({ t }) => t('effect.epochsOfTexts'),
  },
  {
    name: 'batch_size',
    label: 'field.batchSize',
    unit: 'unit.examples',
    suggested: (spec) => spec.batchSize,
    effect: (context) => batchEffect(context, 'effect.batchOfExamples'),
    warning: batchWarning,
  },
  {
    name: 'learning_rate_multiplier',
    label: 'field.rate',
    unit: 'unit.times',
    suggested: () => 1,
    effect: ({ t, spec, value }) => t('effect.rate', { rate: figure(spec.learningRate * value) }),
    warning: rateWarning,
  },
  {
    name: 'max_tokens',
    label: 'field.longestText',
    unit: 'unit.tokens',
    max: TextClassifierSpec.shape.maxTokens.maxValue ?? 1_024,
    suggested: (spec) => spec.maxTokens,
    effect: ({ t, data }) =>
      t('effect.longestTextMean', { mean: formatCount(Math.round(data.trainTokens / Math.max(1, data.trainRows))) }),
    warning: ({ t, data, value }) =>
      value < data.trainTokens / Math.max(1, data.trainRows) ? t('warning.cutsTexts') : null,
  },
  {
    name: 'embedding_size',
    label: 'field.embeddingSize',
    suggested: (spec) => spec.embeddingSize,
    effect: ({ t }) => t('effect.embeddingSize'),
  },
  {
    name: 'hidden_size',
    label: 'field.hiddenSize',
    suggested: (spec) => spec.hiddenSize,
    effect: ({ t }) => t('effect.hiddenSizeOfLstm'),
  },
  {
    name: 'vocabulary_size',
    label: 'field.vocabulary',
    unit: 'unit.words',
    suggested: (spec) => spec.vocabularySizeMax,
    effect: ({ t }) => t('effect.vocabularyOfWords'),
  },
  {
    name: 'dropout',
    label: 'field.dropout',
    suggested: (spec) => spec.dropout,
    effect: ({ t }) => t('effect.dropoutOfTexts'),
  },
  {
    name: 'weight_decay',
    label: 'field.weightDecay',
    suggested: (spec) => spec.weightDecay,
    effect: ({ t }) => t('effect.weightDecay'),
  },
  {
    name: 'warmup_ratio',
    label: 'field.warmup',
    suggested: (spec) => spec.warmupRatio,
    effect: ({ t }) => t('effect.warmup'),
  },
  {
    name: 'early_stop_patience',
    label: 'field.stopEarly',
    unit: 'unit.evaluations',
    suggested: (spec) => spec.earlyStopPatience,
    effect: ({ t }) => t('effect.patience'),
  },
]);
