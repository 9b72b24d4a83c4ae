import type { EncoderClassifierSpec } from '@modelmint/domain/encoder-classifier-spec';
import type { VisionClassifierSpec } from '@modelmint/domain/vision-classifier-spec';
import { batchEffect, batchWarning, fieldsFor, rateWarning, words } from './hyperparameter-field.ts';

type Spec = EncoderClassifierSpec | VisionClassifierSpec;

const loraOf = ({ method }: Spec) => (method.kind === 'lora' ? method : null);

/** Of a classifier that is tuned from a checkpoint; the numbers of LoRA have no suggestion in full training. */
function fieldsOf<Kind extends 'encoder-classifier' | 'vision-classifier'>(
  kind: Kind,
  { noun, own }: { noun: string; own: Parameters<typeof fieldsFor<Kind>>[1] },
) {
  return fieldsFor<Kind>(kind, [
    {
      name: 'n_epochs',
      label: 'Epochs',
      reason: 'epochs',
      suggested: (spec) => spec.epochs,
      effect: () => `Times the job goes through all training ${noun}. The new head starts from nothing.`,
    },
    {
      name: 'batch_size',
      label: 'Batch size',
      unit: noun,
      max: 256,
      reason: 'batchSize',
      suggested: (spec) => spec.batchSize,
      effect: ({ data, value }) => batchEffect(data, value, noun === 'texts' ? 'Texts' : 'Images'),
      warning: batchWarning,
    },
    {
      name: 'learning_rate_multiplier',
      label: 'Learning rate multiplier',
      unit: '×',
      reason: 'learningRate',
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
    ...own,
    {
      name: 'dropout',
      label: 'Dropout of the head',
      suggested: (spec) => spec.headDropout,
      effect: () => 'Share of what the new head reads that is left out at random, against overfitting.',
    },
    {
      name: 'label_smoothing',
      label: 'Label smoothing',
      suggested: (spec) => spec.labelSmoothing,
      effect: () => words.smoothing,
    },
    { name: 'weight_decay', label: 'Weight decay', suggested: (spec) => spec.weightDecay, effect: () => words.decay },
    {
      name: 'warmup_ratio',
      label: 'Warm-up ratio',
      reason: 'warmupRatio',
      suggested: (spec) => spec.warmupRatio,
      effect: () => words.warmup,
    },
    {
      name: 'early_stop_patience',
      label: 'Stop early',
      unit: 'evaluations',
      suggested: (spec) => spec.earlyStopPatience,
      effect: ({ spec }) => `${words.patience} There are ${spec.evaluationsPerEpoch} per epoch.`,
    },
  ]);
}

export const encoderClassifierFields = fieldsOf('encoder-classifier', {
  noun: 'texts',
  own: [
    {
      name: 'max_tokens',
      label: 'Longest text',
      unit: 'tokens',
      reason: 'maxTokens',
      suggested: (spec) => spec.maxTokens,
      effect: () => 'Longer texts lose their end. Memory and time grow with it.',
    },
  ],
});

export const visionClassifierFields = fieldsOf('vision-classifier', { noun: 'images', own: [] });
