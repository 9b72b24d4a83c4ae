'use client';

import type { Task } from '@modelmint/domain/task';
import { useTranslations } from 'next-intl';
import type { MessageKey } from '../../../i18n/translate.ts';
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
  const t = useTranslations('file');
  const [only, ...others] = tasks;
  if (only !== undefined && others.length === 0)
    return (
      <div>
        <p className="font-medium">{t('task.label')}</p>
        <p className="text-pretty text-fg-2">{t(`task.title.${only}`)}</p>
        <p className="text-small text-pretty text-fg-3">{t(detailOf(only, columns))}</p>
      </div>
    );
  return (
    <div className="grid gap-1" data-fault={error}>
      <p className="font-medium">{t('task.label')}</p>
      <RadioCards
        label={t('task.label')}
        value={value === '' ? null : value}
        onValueChange={onValueChange}
        options={tasks.map((task) => ({
          value: task,
          title: t(`task.title.${task}`),
          detail: t(detailOf(task, columns)),
        }))}
      />
      {error && <Fault>{error}</Fault>}
    </div>
  );
}

function detailOf(task: Task, columns: readonly string[]): MessageKey<'file'> {
  const isChat = columns.includes('messages');
  switch (task) {
    case 'image-classification':
      return 'task.images';
    case 'tabular':
      return 'task.table';
    case 'recommendation':
      return 'task.ratings';
    case 'text-classification':
      return isChat ? 'task.chatLabels' : 'task.labels';
    case 'text-generation':
      if (isChat) return 'task.chats';
      return columns.includes('prompt') ? 'task.completions' : 'task.texts';
  }
}
