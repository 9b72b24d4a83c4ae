'use client';

import type { Task } from '@modelmint/domain/task';
import { RadioCards } from '../../../ui/radio-cards.tsx';

interface TaskFieldProps {
  /** What the file can be for, the likeliest first. */
  tasks: readonly Task[];
  value: Task;
  onValueChange: (task: Task) => void;
  /** The fields of its first line decide how it would be read. */
  columns: readonly string[];
}

/** What is taught with the file: a choice where its content leaves one, else a line that says it. */
export function TaskField({ tasks, value, onValueChange, columns }: TaskFieldProps) {
  const [only, ...others] = tasks;
  if (only !== undefined && others.length === 0)
    return (
      <div>
        <p className="font-medium">What it teaches</p>
        <p className="text-pretty text-fg-2">{titles[only]}</p>
        <p className="text-small text-pretty text-fg-3">{detailOf(only, columns)}</p>
      </div>
    );
  return (
    <div className="grid gap-1">
      <p className="font-medium">What it teaches</p>
      <RadioCards
        label="What it teaches"
        value={value}
        onValueChange={onValueChange}
        options={tasks.map((task) => ({ value: task, title: titles[task], detail: detailOf(task, columns) }))}
      />
    </div>
  );
}

const titles: Record<Task, string> = {
  'text-generation': 'Teach a language model to answer like this',
  'text-classification': 'Text classification',
  'image-classification': 'Image classification',
  tabular: 'Predict a column of a table',
  recommendation: 'Recommend items to users',
};

function detailOf(task: Task, columns: readonly string[]): string {
  if (task === 'image-classification') return 'One folder per label; the images in it are its examples.';
  const isChat = columns.includes('messages');
  if (task === 'text-classification')
    return isChat
      ? 'The user message is the text, the assistant message its label: a few short words, the same ones again and again.'
      : 'One column has the text, another its label.';
  if (isChat) return 'It learns the assistant messages, after what stands before them.';
  return columns.includes('prompt')
    ? 'It learns the completions, after their prompts.'
    : 'It learns the texts as they are.';
}
