import { batchWarning, fieldsFor, rateWarning, words } from './hyperparameter-field.ts';

/** Of a language model from scratch; only the LSTM has dropout. */
export const languageModelFields = fieldsFor('language-model', [
  {
    name: 'n_epochs',
    label: 'Epochs',
    reason: 'epochs',
    suggested: (spec) => spec.epochs,
    effect: () => 'Times the job reads all texts. From nothing it needs more than a model that is tuned.',
  },
  {
    name: 'batch_size',
    label: 'Batch size',
    unit: 'windows',
    max: 256,
    reason: 'batchSize',
    suggested: (spec) => spec.batchSize,
    effect: ({ spec }) => `Windows of ${spec.contextLength.toLocaleString('en-US')} tokens per step.`,
    // A step reads windows, of which a few long texts have many.
    warning: ({ spec, data, value }) =>
      batchWarning({ data: { ...data, trainRows: data.trainTokens / spec.contextLength }, value }),
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
    name: 'max_tokens',
    label: 'Context',
    unit: 'tokens',
    max: 1_024,
    reason: 'contextLength',
    suggested: (spec) => spec.contextLength,
    effect: () => 'How far back the model reads; memory and time grow with it.',
  },
  {
    name: 'layers',
    label: 'Layers',
    min: 1,
    reason: 'layers',
    suggested: (spec) => spec.layers,
    effect: () => 'More can learn more, and take longer.',
    warning: ({ spec, value }) => (spec.kind === 'lstm' && value > 2 ? 'An LSTM has 1 or 2 layers.' : null),
  },
  {
    name: 'hidden_size',
    label: 'Hidden size',
    reason: 'hiddenSize',
    suggested: (spec) => spec.hiddenSize,
    effect: () => 'Width of the layers. Time and memory grow with its square.',
  },
  {
    name: 'vocabulary_size',
    label: 'Vocabulary',
    unit: 'tokens',
    min: 256,
    max: 65_536,
    reason: 'vocabulary',
    suggested: ({ vocabulary }) => (vocabulary.kind === 'bytes' ? 256 : vocabulary.size),
    effect: () => 'Tokens that are learned from your texts, from 300. With 256 the model reads bytes.',
    warning: ({ value }) => (value > 256 && value < 300 ? 'Take 256 for bytes, or 300 and more.' : null),
  },
  {
    name: 'dropout',
    label: 'Dropout',
    suggested: (spec) => (spec.kind === 'lstm' ? spec.dropout : null),
    effect: () => 'Share of values left out at random in each step, against overfitting.',
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
    effect: ({ spec }) => `${words.patience} There are ${spec.evaluationsPerEpoch} per epoch.`,
  },
]);
