import { batchEffect, batchWarning, fieldsFor, rateWarning, words } from './hyperparameter-field.ts';

/** Of a recommender from scratch. */
export const recommenderFields = fieldsFor('recommendation', [
  {
    name: 'n_epochs',
    label: 'Epochs',
    suggested: (spec) => spec.epochs,
    effect: () => 'Times the job goes through all rows. It ends earlier when more of them do not help.',
  },
  {
    name: 'batch_size',
    label: 'Batch size',
    unit: 'rows',
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
    name: 'factors',
    label: 'Factors',
    suggested: (spec) => spec.factors,
    effect: () => 'Numbers that describe a user or an item. More tell finer tastes apart and need more rows.',
    warning: ({ data, value }) =>
      value > 16 && data.trainRows < 1_000 ? 'Many for so few rows: it may learn them by heart.' : null,
  },
  {
    name: 'regularization',
    label: 'Regularization',
    suggested: (spec) => spec.regularisation,
    effect: () => 'Holds these numbers small. Raise it when the held-out figures get worse while training gets better.',
  },
  {
    name: 'early_stop_patience',
    label: 'Stop early',
    unit: 'evaluations',
    suggested: (spec) => spec.earlyStopPatience,
    effect: ({ spec }) =>
      `Ends after this many without a better held-out ${spec.objective === 'squared-error' ? 'loss' : 'ranking'}, and charges only what it did.`,
  },
]);
