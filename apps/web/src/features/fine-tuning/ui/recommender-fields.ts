import { batchEffect, batchWarning, fieldsFor, figure, rateWarning } from './hyperparameter-field.ts';

/** Of a recommender from scratch. */
export const recommenderFields = fieldsFor('recommendation', [
  {
    name: 'n_epochs',
    label: 'field.epochs',
    suggested: (spec) => spec.epochs,
    effect: ({ t }) => t('effect.epochsOfRatings'),
  },
  {
    name: 'batch_size',
    label: 'field.batchSize',
    unit: 'unit.rows',
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
    name: 'factors',
    label: 'field.factors',
    suggested: (spec) => spec.factors,
    effect: ({ t }) => t('effect.factors'),
    warning: ({ t, data, value }) => (value > 16 && data.trainRows < 1_000 ? t('warning.factors') : null),
  },
  {
    name: 'regularization',
    label: 'field.regularization',
    suggested: (spec) => spec.regularisation,
    effect: ({ t }) => t('effect.regularization'),
  },
  {
    name: 'early_stop_patience',
    label: 'field.stopEarly',
    unit: 'unit.evaluations',
    suggested: (spec) => spec.earlyStopPatience,
    effect: ({ t, spec }) => t(spec.objective === 'squared-error' ? 'effect.patience' : 'effect.patienceOfRanking'),
  },
]);
