import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { batchEffect, batchWarning, fieldsFor, rateWarning, words } from './hyperparameter-field.ts';

const loraOf = ({ method }: CausalLmSpec) => (method.kind === 'lora' ? method : null);

/** Of a language model that is tuned from a checkpoint; those of LoRA have no suggestion in full training. */
export const causalLmFields = fieldsFor('text-generation', [
  {
    name: 'n_epochs',
    label: 'Epochs',
    reason: 'epochs',
    suggested: (spec) => spec.epochs,
    effect: () => 'Times the job reads all training examples. More can make it repeat them by heart.',
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
    name: 'lora_rank',
    label: 'LoRA rank',
    reason: 'rank',
    suggested: (spec) => loraOf(spec)?.rank ?? null,
    effect: () => 'Size of the added matrices. 8 to 32 suits most tasks.',
  },
  {
    name: 'lora_alpha',
    label: 'LoRA alpha',
    suggested: (spec) => loraOf(spec)?.alpha ?? null,
    effect: () => 'Strength of the adapter. Left to us, it is twice the rank.',
  },
  {
    name: 'lora_dropout',
    label: 'LoRA dropout',
    suggested: (spec) => loraOf(spec)?.dropout ?? null,
    effect: () => 'Share of the adapter’s inputs left out at random. 0.05 helps small data sets.',
  },
  {
    name: 'max_tokens',
    label: 'Longest example',
    unit: 'tokens',
    reason: 'maxTokens',
    suggested: (spec) => spec.maxTokens,
    effect: () => 'Longer examples lose their end. Memory and time grow with it.',
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
    effect: ({ spec }) =>
      `${words.patience} There is one every ${spec.evaluateEverySteps.toLocaleString('en-US')} steps.`,
  },
]);
