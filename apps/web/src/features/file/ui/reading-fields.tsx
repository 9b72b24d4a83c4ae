'use client';

import { useTranslations } from 'next-intl';
import { ColumnField } from './column-field.tsx';
import type { PeekedFile } from './peek-file.ts';
import { RatingFields } from './rating-fields.tsx';
import type { ReadingControl, ReadingForm } from './reading-form.ts';
import { TableFields } from './table-fields.tsx';
import { TaskField } from './task-field.tsx';

interface ReadingFieldsProps extends ReadingControl {
  /** Null where the file could not be looked into. */
  peeked: PeekedFile | null;
}

/** What the file teaches, and which of its columns are what. Children of a grid of two columns. */
export function ReadingFields({ peeked, value, errorOf, onChange }: ReadingFieldsProps) {
  const parts = { value, errorOf, onChange };
  return (
    <>
      {peeked && (
        <div className="col-span-full">
          <TaskField
            tasks={peeked.tasks}
            columns={peeked.columns}
            value={value.task}
            error={errorOf('task')}
            onValueChange={(task) => onChange({ ...value, task })}
          />
        </div>
      )}
      {peeked && value.task === 'tabular' && <TableFields {...parts} peeked={peeked} />}
      {peeked && value.task === 'recommendation' && <RatingFields {...parts} peeked={peeked} />}
      {areTexts(value, peeked) && <TextFields {...parts} peeked={peeked} />}
    </>
  );
}

/** A file that could not be looked into may hold texts and labels; messages have no columns. */
function areTexts({ task }: ReadingForm, peeked: PeekedFile | null): boolean {
  if (peeked === null) return task === '';
  return task === 'text-classification' && peeked.guess?.textColumn !== 'messages';
}

function TextFields({ peeked, value, errorOf, onChange }: ReadingFieldsProps) {
  const t = useTranslations('file');
  const fields = [
    { name: 'textColumn', label: t('column.text') },
    { name: 'labelColumn', label: t('column.label') },
  ] as const;
  return fields.map(({ name, label }) => (
    <ColumnField
      key={name}
      label={label}
      value={value[name]}
      columns={peeked?.columns ?? null}
      detected={peeked?.guess?.[name] ?? null}
      error={errorOf(name)}
      onChange={(column) => onChange({ ...value, [name]: column })}
    />
  ));
}
