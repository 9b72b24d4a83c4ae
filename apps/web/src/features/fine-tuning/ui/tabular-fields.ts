import type { TabularSpec } from '@modelmint/domain/tabular-spec';
import { batchEffect, batchWarning, fieldsFor, figure, rateWarning } from './hyperparameter-field.ts';

const widthOf = ({ hiddenSizes: [first] }: TabularSpec) => first ?? null;

/** Of a table predictor from scratch. */
export const tabularFields = fieldsFor('tabular', [
  {
    name: 'n_epochs',
    label: 'field.epochs',
    suggested: (spec) => spec.epochs,
    effect: ({ t }) => t('effect.epochsOfRows'),
  },
  {
    name: 'batch_size',
    label: 'field.batchSize',
    unit: 'unit.rows',
    max: 8_192,
    suggested: (spec) => spec.batchSize,
    effect: (context) => batchEffect(context, 'effect.batchOfRows'),
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
    name: 'hidden_size',
    label: 'field.hiddenSize',
    suggested: widthOf,
    effect: ({ t }) => t('effect.hiddenSizeOfTable'),
  },
  {
    name: 'layers',
    label: 'field.hiddenLayers',
    suggested: ({ hiddenSizes }) => hiddenSizes.length,
    effect: ({ t, value }) => (value === 0 ? t('effect.noHiddenLayers') : t('effect.hiddenLayers')),
  },
  {
    name: 'dropout',
    label: 'field.dropout',
    suggested: (spec) => spec.dropout,
    effect: ({ t }) => t('effect.dropout'),
  },
  {
    name: 'label_smoothing',
    label: 'field.smoothing',
    suggested: (spec) => (spec.task === 'tabular-classification' ? spec.labelSmoothing : null),
    effect: ({ t, spec }) =>
      spec.task === 'tabular-classification' ? t('effect.smoothing') : t('effect.smoothingOfValues'),
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
    effect: ({ t, spec }) => t('effect.patiencePerEpoch', { count: spec.evaluationsPerEpoch }),
  },
]);
