import { batchEffect, batchWarning, fieldsFor, figure, rateWarning } from './hyperparameter-field.ts';

/** Of an image classifier from scratch. */
export const cnnFields = fieldsFor('image-classification', [
  {
    name: 'n_epochs',
    label: 'field.epochs',
    suggested: (spec) => spec.epochs,
    effect: ({ t }) => t('effect.epochsOfImages'),
  },
  {
    name: 'batch_size',
    label: 'field.batchSize',
    unit: 'unit.images',
    suggested: (spec) => spec.batchSize,
    effect: (context) => batchEffect(context, 'effect.batchOfImages'),
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
    name: 'image_size',
    label: 'field.imageSide',
    unit: 'unit.pixels',
    suggested: (spec) => spec.height,
    effect: ({ t }) => t('effect.imageSide'),
  },
  {
    name: 'label_smoothing',
    label: 'field.smoothing',
    suggested: (spec) => spec.labelSmoothing,
    effect: ({ t }) => t('effect.smoothing'),
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
