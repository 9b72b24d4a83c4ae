import type { EncoderClassifierSpec } from '@modelmint/domain/encoder-classifier-spec';
import type { VisionClassifierSpec } from '@modelmint/domain/vision-classifier-spec';
import { batchEffect, batchWarning, fieldsFor, figure, rateWarning } from './hyperparameter-field.ts';

type Spec = EncoderClassifierSpec | VisionClassifierSpec;

const loraOf = ({ method }: Spec) => (method.kind === 'lora' ? method : null);

/** Of a classifier that is tuned from a checkpoint; the numbers of LoRA have no suggestion in full training. */
function fieldsOf<Kind extends 'encoder-classifier' | 'vision-classifier'>(
  kind: Kind,
  { noun, own }: { noun: 'texts' | 'images'; own: Parameters<typeof fieldsFor<Kind>>[1] },
) {
  return fieldsFor<Kind>(kind, [
    {
      name: 'n_epochs',
      label: 'field.epochs',
      reason: 'epochs',
      suggested: (spec) => spec.epochs,
      effect: ({ t }) => t(noun === 'texts' ? 'effect.epochsOfTunedTexts' : 'effect.epochsOfTunedImages'),
    },
    {
      name: 'batch_size',
      label: 'field.batchSize',
      unit: noun === 'texts' ? 'unit.texts' : 'unit.images',
      max: 256,
      reason: 'batchSize',
      suggested: (spec) => spec.batchSize,
      effect: (context) => batchEffect(context, noun === 'texts' ? 'effect.batchOfTexts' : 'effect.batchOfImages'),
      warning: batchWarning,
    },
    {
      name: 'learning_rate_multiplier',
      label: 'field.rate',
      unit: 'unit.times',
      reason: 'learningRate',
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
    ...own,
    {
      name: 'dropout',
      label: 'field.headDropout',
      suggested: (spec) => spec.headDropout,
      effect: ({ t }) => t('effect.headDropout'),
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
      reason: 'warmupRatio',
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
}

export const encoderClassifierFields = fieldsOf('encoder-classifier', {
  noun: 'texts',
  own: [
    {
      name: 'max_tokens',
      label: 'field.longestText',
      unit: 'unit.tokens',
      reason: 'maxTokens',
      suggested: (spec) => spec.maxTokens,
      effect: ({ t }) => t('effect.longestText'),
    },
  ],
});

export const visionClassifierFields = fieldsOf('vision-classifier', { noun: 'images', own: [] });
