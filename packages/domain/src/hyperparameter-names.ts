import { AppError } from './errors.ts';
import { autoHyperparameters, type Hyperparameters } from './hyperparameters.ts';
import type { Task } from './task.ts';

export type HyperparameterName = keyof Hyperparameters;

const common = [
  'n_epochs',
  'batch_size',
  'learning_rate_multiplier',
  'weight_decay',
  'warmup_ratio',
  'early_stop_patience',
] as const satisfies readonly HyperparameterName[];

/** Those that mean something to a task, in the order of a form: what is changed most comes first. */
export const hyperparameterNames: Record<Task, readonly HyperparameterName[]> = {
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
    'max_tokens',
    'label_smoothing',
    ...common.slice(3),
  ],
  'image-classification': ['template', ...common.slice(0, 3), 'image_size', 'label_smoothing', ...common.slice(3)],
};

/** Throws `unsupported_parameter` for one that was set and that a model of this task does not have. */
export function refuseForeignHyperparameters(asked: Hyperparameters, task: Task): void {
  const known = hyperparameterNames[task];
  const foreign = (Object.keys(autoHyperparameters) as HyperparameterName[]).find(
    (name) => asked[name] !== 'auto' && !known.includes(name),
  );
  if (foreign === undefined) return;
  throw new AppError('unsupported_parameter', `A model for ${task} has no ${foreign}. It has: ${known.join(', ')}.`, {
    param: hyperparameterParam(foreign),
  });
}

/** As the wire names it. */
export const hyperparameterParam = (name: HyperparameterName): string => `method.supervised.hyperparameters.${name}`;
