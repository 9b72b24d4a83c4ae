import { TextClassifierSpec } from '@modelmint/domain/hyperparameters';
import { batchEffect, batchWarning, fieldsFor, rateWarning, words } from './hyperparameter-field.ts';

/** What is changed most comes first. */
export const textClassifierFields = fieldsFor('text-classification', [
  {
    name: 'n_epochs',
    label: 'Epochs',
    suggested: (spec) => spec.epochs,
    effect: () => 'Times the job reads all training examples. More can overfit; stopping early guards against it.',
  },
  {
    name: 'batch_size',
    label: 'Batch size',
    unit: 'examples',
    suggested: (spec) => spec.batchSize,
    effect: ({ data, value }) => batchEffect(data, value, 'Examples'),
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
    name: 'max_tokens',
    label: 'Longest text',
    unit: 'tokens',
    max: TextClassifierSpec.shape.maxTokens.maxValue ?? 1_024,
    suggested: (spec) => spec.maxTokens,
    effect: ({ data }) =>
      `Longer texts lose their end. The mean is ${Math.round(data.trainTokens / Math.max(1, data.trainRows)).toLocaleString('en-US')} tokens.`,
    warning: ({ data, value }) =>
      value < data.trainTokens / Math.max(1, data.trainRows) ? 'Cuts more than half of a typical text away.' : null,
  },
  {
    name: 'embedding_size',
    label: 'Embedding size',
    suggested: (spec) => spec.embeddingSize,
    effect: () => 'Numbers that stand for one word. More can tell finer meanings apart and take longer.',
  },
  {
    name: 'hidden_size',
    label: 'Hidden size',
    suggested: (spec) => spec.hiddenSize,
    effect: () => 'Width of the LSTM in each direction. Time grows with its square.',
  },
  {
    name: 'vocabulary_size',
    label: 'Vocabulary',
    unit: 'words',
    suggested: (spec) => spec.vocabularySizeMax,
    effect: () => 'The most frequent words that the model knows; all others are read as one.',
  },
  {
    name: 'dropout',
    label: 'Dropout',
    suggested: (spec) => spec.dropout,
    effect: () => 'Share of values left out at random in each step. Raise it when held-out loss rises early.',
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
