import type { Task } from './task.ts';
import type { TrainingSpec } from './training-spec.ts';

/** What is trained: a task, or a language model from nothing, which has other settings than one that is tuned. */
export type TrainingKind = Task | 'language-model';

/** @param isFromScratch it is a template, and no checkpoint is tuned */
export function trainingKindOf({ task, isFromScratch }: { task: Task; isFromScratch: boolean }): TrainingKind {
  return task === 'text-generation' && isFromScratch ? 'language-model' : task;
}

export function kindOfSpec(spec: TrainingSpec): TrainingKind {
  switch (spec.task) {
    case 'tabular-classification':
    case 'tabular-regression':
      return 'tabular';
    case 'text-generation':
      return 'kind' in spec ? 'language-model' : 'text-generation';
    default:
      return spec.task;
  }
}
