import { taskOfObject } from '@modelmint/domain/dataset-task';
import type { Task } from '@modelmint/domain/task';

export type PossibleTasks = readonly [Task, ...Task[]];

/**
 * What a file can be for, by its format and the columns or fields of its first row. The first is what the server takes
 * it for when nothing is said, but for texts alone, which have to be asked for.
 */
export function possibleTasks(format: 'jsonl' | 'csv' | 'zip', columns: readonly string[]): PossibleTasks {
  if (format === 'zip') return ['image-classification'];
  if (format === 'csv') return ['text-classification'];
  const likeliest = taskOfObject(Object.fromEntries(columns.map((name) => [name, true])));
  if (likeliest === 'text-generation') return ['text-generation', 'text-classification'];
  return columns.length === 1 && columns[0] === 'text' ? ['text-generation'] : ['text-classification'];
}
