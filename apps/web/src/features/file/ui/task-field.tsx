'use client';

import type { Task } from '@modelmint/domain/task';
import { RadioCards } from '../../../ui/radio-cards.tsx';
import { Fault } from './fault.tsx';

interface TaskFieldProps {
  /** What the file can be for, the likeliest first. */
  tasks: readonly Task[];
  /** Empty: not chosen yet. */
  value: Task | '';
  onValueChange: (task: Task) => void;
  /** The fields of its first line decide how it would be read. */
  columns: readonly string[];
  error: string | undefined;
}

/** What is taught with the file: a choice where its content leaves one, else a line that says it. */
export function TaskField({ tasks, value, onValueChange, columns, error }: TaskFieldProps) {
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
    <div className="grid gap-1" data-fault={error}>
      <p className="font-medium">What it teaches</p>
      <RadioCards
        label="What it teaches"
        value={value === '' ? null : value}
        onValueChange={onValueChange}
        options={tasks.map((task) => ({ value: task, title: titles[task], detail: detailOf(task, columns) }))}
      />
      {error && <Fault>{error}</Fault>}
    </div>
  );
}

const titles: Record<Task, string> = {
  'text-generation': 'Teach a language model to answer like this',
  'text-classification': 'Text classification',
  'image-classification': 'Image classification',
  tabular: 'Predict a column of the table',
  recommendation: 'Recommend items to users',
};

function detailOf(task: Task, columns: readonly string[]): string {
  const isChat = columns.includes('messages');
  switch (task) {
    case 'image-classification':
      return 'One folder per label; the images in it are its examples.';
    case 'tabular':
      return 'A label or a number in one column, from what stands in the others.';
    case 'recommendation':
      return 'Each row is what a user did with an item, or how they rated it.';
    case 'text-classification':
      return isChat
        ? 'The user message is the text, the assistant message its label: a few short words, the same ones again and again.'
        : 'One column has the text, another its label.';
    case 'text-generation':
      if (isChat) return 'It learns the assistant messages, after what stands before them.';
      return columns.includes('prompt')
        ? 'It learns the completions, after their prompts.'
        : 'It learns the texts as they are.';
  }
}
