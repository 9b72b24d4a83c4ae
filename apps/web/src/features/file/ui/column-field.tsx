'use client';

import { useTranslations } from 'next-intl';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Select } from '../../../ui/select.tsx';
import { noColumn } from './reading-form.ts';

interface ColumnFieldProps {
  label: string;
  /** Empty: detected by the server. `noColumn`: none. */
  value: string;
  /** Null where the file could not be looked into. */
  columns: readonly string[] | null;
  detected: string | null;
  /** What none means, where none may be chosen. */
  none?: string;
  help?: string;
  error: string | undefined;
  onChange: (column: string) => void;
}

/** In place of no choice; a column cannot be called that, since names are trimmed. */
const detect = ' detect';

export function ColumnField({ label, value, columns, detected, none, help, error, onChange }: ColumnFieldProps) {
  const t = useTranslations('file');
  if (columns === null) {
    return (
      <Field label={label} hint={t('column.optional')} help={t('column.leftEmpty')} error={error}>
        <Input value={value} onChange={(event) => onChange(event.target.value)} autoComplete="off" spellCheck={false} />
      </Field>
    );
  }
  const usual = detected === null ? t('column.noUsual') : t('column.byName');
  const open = detected === null ? (none === undefined ? null : noColumn) : detect;
  return (
    <Field label={label} help={help ?? usual} error={error}>
      <Select
        value={value === '' ? open : value}
        onValueChange={(next) => onChange(next === detect ? '' : next)}
        placeholder={t('column.choose')}
        options={[
          ...(detected === null ? [] : [{ value: detect, label: t('column.detected', { name: detected }) }]),
          ...(none === undefined ? [] : [{ value: noColumn, label: none }]),
          ...columns.filter((column) => column !== detected).map((column) => ({ value: column, label: column })),
        ]}
      />
    </Field>
  );
}
