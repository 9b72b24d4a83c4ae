import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { formatCount } from '../../../ui/format.ts';
import { batchEffect, batchWarning, fieldsFor, figure, rateWarning } from './hyperparameter-field.ts';

const loraOf = ({ method }: CausalLmSpec) => (method.kind === 'lora' ? method : null);

/** Of a language model that is tuned from a checkpoint; those of LoRA have no suggestion in full training. */
export const causalLmFields = fieldsFor('text-generation', [
  {
    name: 'n_epochs',
    label: 'field.epochs',
    reason: 'epochs',
    suggested: (spec) => spec.epochs,
    effect: ({ t }) => t('effect.epochsOfChats'),
  },
  {
    name: 'batch_size',
    label: 'field.batchSize',
    unit: 'unit.examples',
    suggested: (spec) => spec.batchSize,
    effect: (context) => batchEffect(context, 'effect.batchOfExamples'),
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
    name: 'lora_rank',
    label: 'field.loraRank',
    reason: 'rank',
    suggested: (spec) => loraOf(spec)?.rank ?? null,
    effect: ({ t }) => t('effect.loraRank'),
  },
  {
    name: 'lora_alpha',
    label: 'field.loraAlpha',
    suggested: (spec) => loraOf(spec)?.alpha ?? null,
    effect: ({ t }) => t('effect.loraAlpha'),
  },
  {
    name: 'lora_dropout',
    label: 'field.loraDropout',
    suggested: (spec) => loraOf(spec)?.dropout ?? null,
    effect: ({ t }) => t('effect.loraDropout'),
  },
  {
    name: 'max_tokens',
    label: 'field.longestExample',
    unit: 'unit.tokens',
    reason: 'maxTokens',
    suggested: (spec) => spec.maxTokens,
    effect: ({ t }) => t('effect.longestExample'),
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
    effect: ({ t, spec }) => t('effect.patienceEvery', { steps: formatCount(spec.evaluateEverySteps) }),
  },
]);
