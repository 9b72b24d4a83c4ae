import { formatCount } from '../../../ui/format.ts';
import { batchWarning, fieldsFor, figure, rateWarning } from './hyperparameter-field.ts';

/** Of a language model from scratch; only the LSTM has dropout. */
export const languageModelFields = fieldsFor('language-model', [
  {
    name: 'n_epochs',
    label: 'field.epochs',
    reason: 'epochs',
    suggested: (spec) => spec.epochs,
    effect: ({ t }) => t('effect.epochsFromNothing'),
  },
  {
    name: 'batch_size',
    label: 'field.batchSize',
    unit: 'unit.windows',
    max: 256,
    reason: 'batchSize',
    suggested: (spec) => spec.batchSize,
    effect: ({ t, spec }) => t('effect.windows', { tokens: formatCount(spec.contextLength) }),
    // A step reads windows, of which a few long texts have many.
    warning: ({ t, spec, data, value }) =>
      batchWarning({ t, data: { ...data, trainRows: data.trainTokens / spec.contextLength }, value }),
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
    label: 'field.context',
    unit: 'unit.tokens',
    max: 1_024,
    reason: 'contextLength',
    suggested: (spec) => spec.contextLength,
    effect: ({ t }) => t('effect.context'),
  },
  {
    name: 'layers',
    label: 'field.layers',
    min: 1,
    reason: 'layers',
    suggested: (spec) => spec.layers,
    effect: ({ t }) => t('effect.layers'),
    warning: ({ t, spec, value }) => (spec.kind === 'lstm' && value > 2 ? t('warning.lstmLayers') : null),
  },
  {
    name: 'hidden_size',
    label: 'field.hiddenSize',
    reason: 'hiddenSize',
    suggested: (spec) => spec.hiddenSize,
    effect: ({ t }) => t('effect.hiddenSize'),
  },
  {
    name: 'vocabulary_size',
    label: 'field.vocabulary',
    unit: 'unit.tokens',
    min: 256,
    max: 65_536,
    reason: 'vocabulary',
    suggested: ({ vocabulary }) => (vocabulary.kind === 'bytes' ? 256 : vocabulary.size),
    effect: ({ t }) => t('effect.vocabularyOfTokens'),
    warning: ({ t, value }) => (value > 256 && value < 300 ? t('warning.vocabulary') : null),
  },
  {
    name: 'dropout',
    label: 'field.dropout',
    suggested: (spec) => (spec.kind === 'lstm' ? spec.dropout : null),
    effect: ({ t }) => t('effect.dropout'),
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
    effect: ({ t, spec }) => t('effect.patiencePerEpoch', { count: spec.evaluationsPerEpoch }),
  },
]);
