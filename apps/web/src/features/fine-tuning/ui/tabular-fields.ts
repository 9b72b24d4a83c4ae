import type { TabularSpec } from '@modelmint/domain/tabular-spec';
import { batchEffect, batchWarning, fieldsFor, rateWarning, words } from './hyperparameter-field.ts';

const widthOf = ({ hiddenSizes: [first] }: TabularSpec) => first ?? null;

/** Of a table predictor from scratch. */
export const tabularFields = fieldsFor('tabular', [
  {
    name: 'n_epochs',
    label: 'Epochs',
    suggested: (spec) => spec.epochs,
    effect: () => 'Times the job reads all training rows. It ends earlier when more of them do not help.',
  },
  {
    name: 'batch_size',
    label: 'Batch size',
    unit: 'rows',
    max: 8_192,
    suggested: (spec) => spec.batchSize,
    effect: ({ data, value }) => batchEffect(data, value, 'Rows'),
    warning: batchWarning,
  },
  {
    name: 'learning_rate_multiplier',
    label: 'Learning rate multiplier',
    unit: '×',
    suggested: () => 1,
    effect: ({ spec, value }) => words.rate(spec.learningRate * value),
    warning: rateWarning,
  },
  {
    name: 'hidden_size',
    label: 'Hidden size',
    suggested: widthOf,
    effect: () => 'Width of the first hidden layer; each further one has half of it.',
  },
  {
    name: 'layers',
    label: 'Hidden layers',
    suggested: ({ hiddenSizes }) => hiddenSizes.length,
    effect: ({ value }) =>
      value === 0
        ? 'None: a linear model, which cannot learn that two columns matter together.'
        : 'More can learn finer rules and need more rows. 0 makes a linear model.',
  },
  {
    name: 'dropout',
    label: 'Dropout',
    suggested: (spec) => spec.dropout,
    effect: () => 'Share of values left out at random in each step, against overfitting.',
  },
  {
    name: 'label_smoothing',
    label: 'Label smoothing',
    suggested: (spec) => (spec.task === 'tabular-classification' ? spec.labelSmoothing : null),
    effect: ({ spec }) =>
      spec.task === 'tabular-classification' ? words.smoothing : 'Of labels only; this target holds values.',
  },
  { name: 'weight_decay', label: 'Weight decay', suggested: (spec) => spec.weightDecay, effect: () => words.decay },
  { name: 'warmup_ratio', label: 'Warm-up ratio', suggested: (spec) => spec.warmupRatio, effect: () => words.warmup },
  {
    name: 'early_stop_patience',
    label: 'Stop early',
    unit: 'evaluations',
    suggested: (spec) => spec.earlyStopPatience,
    effect: ({ spec }) => `${words.patience} ${evaluationWords(spec.evaluationsPerEpoch)}`,
  },
]);

const evaluationWords = (perEpoch: number) =>
  perEpoch === 1 ? 'There is one per epoch.' : `There are ${perEpoch} per epoch.`;
