import { type Task, tasks } from './task.ts';
import type { TrainingSpec } from './training-spec.ts';

/**
 * What is trained: a task, or what has other settings than its task's: a language model from nothing, and classifiers
 * that are tuned from a checkpoint.
 */
export const trainingKinds = [...tasks, 'language-model', 'encoder-classifier', 'vision-classifier'] as const;
export type TrainingKind = (typeof trainingKinds)[number];

/** @param isFromScratch it is a template, and no checkpoint is tuned */
export function trainingKindOf({ task, isFromScratch }: { task: Task; isFromScratch: boolean }): TrainingKind {
  switch (task) {
    case 'text-generation':
      return isFromScratch ? 'language-model' : task;
    case 'text-classification':
      return isFromScratch ? task : 'encoder-classifier';
    case 'image-classification':
      return isFromScratch ? task : 'vision-classifier';
    default:
      return task;
  }
}

export function kindOfSpec(spec: TrainingSpec): TrainingKind {
  switch (spec.task) {
    case 'tabular-classification':
    case 'tabular-regression':
      return 'tabular';
    case 'text-generation':
      return 'kind' in spec ? 'language-model' : 'text-generation';
    case 'text-classification':
      return 'kind' in spec ? 'encoder-classifier' : 'text-classification';
    case 'image-classification':
      return 'kind' in spec ? 'vision-classifier' : 'image-classification';
    default:
      return spec.task;
  }
}

const taskOfKind = {
  'language-model': 'text-generation',
  'encoder-classifier': 'text-classification',
  'vision-classifier': 'image-classification',
} as const;

/** The task that the data of a kind is read for. */
export function taskOf(kind: TrainingKind): Task {
  return kind in taskOfKind ? taskOfKind[kind as keyof typeof taskOfKind] : (kind as Task);
}
