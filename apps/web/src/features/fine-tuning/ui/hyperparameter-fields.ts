import { Hyperparameters, type TextClassifierSpec, type TrainingData } from '@modelmint/domain/hyperparameters';

export type HyperparameterName = keyof Hyperparameters;

export interface HyperparameterField {
  name: HyperparameterName;
  label: string;
  unit?: string;
  /** The number that `auto` stands for with this data. */
  suggested: (spec: TextClassifierSpec) => number;
  /** The effect, in words. */
  effect: (context: { spec: TextClassifierSpec; data: TrainingData; value: number }) => string;
  /** What may go wrong with this value; does not block. */
  warning?: (context: { spec: TextClassifierSpec; data: TrainingData; value: number }) => string | null;
}

const count = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 });

/** In the order of the form: what is changed most comes first. */
export const hyperparameterFields: readonly HyperparameterField[] = [
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
    effect: ({ data, value }) =>
      `Examples per step: ${count.format(data.trainRows)} make ${count.format(Math.ceil(data.trainRows / Math.max(1, value)))} steps per epoch.`,
    warning: ({ data, value }) =>
      value > data.trainRows / 4 ? 'Few steps per epoch: training may end before it has learnt.' : null,
  },
  {
    name: 'learning_rate_multiplier',
    label: 'Learning rate multiplier',
    unit: '×',
    suggested: () => 1,
    effect: ({ spec, value }) =>
      `How far one step moves the weights: ${count.format(spec.learningRate * value)}. Halve it when the loss jumps.`,
    warning: ({ value }) => (value > 5 ? 'High: the loss may run away instead of falling.' : null),
  },
  {
    name: 'max_tokens',
    label: 'Longest text',
    unit: 'tokens',
    suggested: (spec) => spec.maxTokens,
    effect: ({ data }) =>
      `Longer texts lose their end. The mean is ${count.format(Math.round(data.trainTokens / Math.max(1, data.trainRows)))} tokens.`,
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
  {
    name: 'weight_decay',
    label: 'Weight decay',
    suggested: (spec) => spec.weightDecay,
    effect: () => 'Pulls weights towards 0, against overfitting.',
  },
  {
    name: 'warmup_ratio',
    label: 'Warm-up ratio',
    suggested: (spec) => spec.warmupRatio,
    effect: () => 'Share of the steps in which the rate rises from 0.',
  },
  {
    name: 'early_stop_patience',
    label: 'Stop early',
    unit: 'evaluations',
    suggested: (spec) => spec.earlyStopPatience,
    effect: () => 'Ends after this many without a better held-out loss, and charges only what it did.',
  },
];

/** The bounds that the API checks. */
export function boundsOf(name: HyperparameterName): { min: number; max: number; isWhole: boolean } {
  const [, number] = Hyperparameters.shape[name].unwrap().options;
  return {
    min: number.minValue ?? 0,
    max: number.maxValue ?? Number.MAX_SAFE_INTEGER,
    isWhole: number.format !== null,
  };
}
