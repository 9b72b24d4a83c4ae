import { AppError } from './errors.ts';
import { autoHyperparameters, type Hyperparameters } from './hyperparameters.ts';
import type { TrainingKind } from './training-kind.ts';

export type HyperparameterName = keyof Hyperparameters;

const common = [
  'n_epochs',
  'batch_size',
  'learning_rate_multiplier',
  'weight_decay',
  'warmup_ratio',
  'early_stop_patience',
] as const satisfies readonly HyperparameterName[];

const tunedClassifier = [
  'training_method',
  ...common.slice(0, 3),
  'lora_rank',
  'lora_alpha',
  'lora_dropout',
  'lora_target_modules',
  'class_weights',
  'dropout',
  'label_smoothing',
  ...common.slice(3),
] as const satisfies readonly HyperparameterName[];

/** Those that mean something to what is trained, in the order of a form: what is changed most comes first. */
export const hyperparameterNames: Record<TrainingKind, readonly HyperparameterName[]> = {
  'text-classification': [
    ...common.slice(0, 3),
    'max_tokens',
    'embedding_size',
    'hidden_size',
    'vocabulary_size',
    'dropout',
    ...common.slice(3),
  ],
  'text-generation': [
    'training_method',
    ...common.slice(0, 3),
    'lora_rank',
    'lora_alpha',
    'lora_dropout',
    'lora_target_modules',
    'modules_to_save',
    'max_tokens',
    'label_smoothing',
    ...common.slice(3),
  ],
  'image-classification': ['template', ...common.slice(0, 3), 'image_size', 'label_smoothing', ...common.slice(3)],
  tabular: [
    ...common.slice(0, 3),
    'hidden_size',
    'layers',
    'dropout',
    'class_weights',
    'label_smoothing',
    ...common.slice(3),
  ],
  recommendation: ['objective', ...common.slice(0, 3), 'factors', 'regularization', 'early_stop_patience'],
  'language-model': [
    ...common.slice(0, 3),
    'max_tokens',
    'layers',
    'hidden_size',
    'vocabulary_size',
    'dropout',
    'label_smoothing',
    ...common.slice(3),
  ],
  'encoder-classifier': [...tunedClassifier.slice(0, 8), 'max_tokens', ...tunedClassifier.slice(8)],
  'vision-classifier': [...tunedClassifier.slice(0, 8), 'augmentation', ...tunedClassifier.slice(8)],
};

/** Throws `unsupported_parameter` for one that was set and that a model of this kind does not have. */
export function refuseForeignHyperparameters(asked: Hyperparameters, kind: TrainingKind): void {
  const known = hyperparameterNames[kind];
  const foreign = (Object.keys(autoHyperparameters) as HyperparameterName[]).find(
    (name) => asked[name] !== 'auto' && !known.includes(name),
  );
  if (foreign === undefined) return;
  throw new AppError('unsupported_parameter', `A model for ${kind} has no ${foreign}. It has: ${known.join(', ')}.`, {
    param: hyperparameterParam(foreign),
  });
}

/** As the wire names it. */
export const hyperparameterParam = (name: HyperparameterName): string => `method.supervised.hyperparameters.${name}`;

/** Throws `invalid_value` for one that was set higher than this kind of model can have it. */
export function needAtMost(
  asked: Hyperparameters,
  name: 'batch_size' | 'max_tokens' | 'hidden_size' | 'vocabulary_size',
  { most, noun }: { most: number; noun: string },
): void {
  const value = asked[name];
  if (value === 'auto' || value <= most) return;
  throw new AppError('invalid_value', `${noun} can have a ${name} of ${most} at most, and ${value} was asked for.`, {
    param: hyperparameterParam(name),
  });
}
