import { batchEffect, batchWarning, fieldsFor, rateWarning, words } from './hyperparameter-field.ts';

/** Of an image classifier from scratch. */
export const cnnFields = fieldsFor('image-classification', [
  {
    name: 'n_epochs',
    label: 'Epochs',
    suggested: (spec) => spec.epochs,
    effect: () => 'Times the job sees all training images, each time shifted and mirrored anew.',
  },
  {
    name: 'batch_size',
    label: 'Batch size',
    unit: 'images',
    suggested: (spec) => spec.batchSize,
    effect: ({ data, value }) => batchEffect(data, value, 'Images'),
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
    name: 'image_size',
    label: 'Image side',
    unit: 'pixels',
    suggested: (spec) => spec.height,
    effect: () => 'Images are scaled to a square of this side. Time grows with its square.',
  },
  {
    name: 'label_smoothing',
    label: 'Label smoothing',
    suggested: (spec) => spec.labelSmoothing,
    effect: () => words.smoothing,
  },
  { name: 'weight_decay', label: 'Weight decay', suggested: (spec) => spec.weightDecay, effect: () => words.decay },
  { name: 'warmup_ratio', label: 'Warm-up ratio', suggested: (spec) => spec.warmupRatio, effect: () => words.warmup },
  {
    name: 'early_stop_patience',
    label: 'Stop early',
    unit: 'evaluations',
    suggested: (spec) => spec.earlyStopPatience,
    effect: () => words.patience,
  },
]);
