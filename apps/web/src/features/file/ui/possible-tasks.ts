import { guessRatingColumns } from '@modelmint/domain/dataset-rating-columns';
import { guessTarget } from '@modelmint/domain/dataset-target';
import { hasTextAndLabel, taskOfColumns, taskOfObject } from '@modelmint/domain/dataset-task';
import type { Task } from '@modelmint/domain/task';

export interface PossibleTasks {
  /** What a file can be for, the likeliest first. */
  tasks: readonly [Task, ...Task[]];
  /**
   * What the server takes it for when nothing is said, or running text and texts alone, which have to be asked for; null where the names of
   * its columns do not tell.
   */
  likeliest: Task | null;
}

const ofTables: readonly Task[] = ['text-classification', 'tabular', 'recommendation'];

/** By its format and the columns or fields of its first row. */
export function possibleTasks(format: 'jsonl' | 'csv' | 'zip' | 'text', columns: readonly string[]): PossibleTasks {
  if (format === 'zip') return only('image-classification');
  if (format === 'text') return only('text-generation');
  if (format === 'jsonl') {
    const first = taskOfObject(Object.fromEntries(columns.map((name) => [name, true])));
    if (first === 'text-generation') return { tasks: [first, 'text-classification'], likeliest: first };
    if (columns.length === 1 && columns[0] === 'text') return only('text-generation');
  }
  if (columns.length < 2) return only('text-classification');
  const first = taskOfColumns(columns);
  const others = ofTables.filter((task) => task !== first);
  // Prompts and their completions in a table are read as such when it is asked for.
  const isChat = columns.includes('prompt') && columns.includes('completion');
  return {
    tasks: [first, ...others, ...(isChat ? ['text-generation' as const] : [])],
    likeliest: areClear(columns) ? first : null,
  };
}

function only(task: Task): PossibleTasks {
  return { tasks: [task], likeliest: task };
}

function areClear(columns: readonly string[]): boolean {
  return hasTextAndLabel(columns) || guessTarget(columns) !== undefined || guessRatingColumns(columns) !== null;
}
