'use client';

import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Select } from '../../../ui/select.tsx';

interface ColumnFieldProps {
  label: string;
  /** Empty: detected by the server. */
  value: string;
  /** Null where the file could not be looked into. */
  columns: readonly string[] | null;
  detected: string | null;
  error: string | undefined;
  onChange: (column: string) => void;
}

/** In place of no choice; a column cannot be called that, since names are trimmed. */
const detect = ' detect';

export function ColumnField({ label, value, columns, detected, error, onChange }: ColumnFieldProps) {
  if (columns === null) {
    return (
      <Field label={label} hint="optional" help="Left empty, it is detected from the usual names." error={error}>
        <Input value={value} onChange={(event) => onChange(event.target.value)} autoComplete="off" spellCheck={false} />
      </Field>
    );
  }
  const help =
    detected === null
      ? 'No column has a usual name, so choose one.'
      : 'Chosen by its name. Change it when the file means another.';
  return (
    <Field label={label} help={help} error={error}>
      <Select
        value={value === '' ? (detected === null ? null : detect) : value}
        onValueChange={(next) => onChange(next === detect ? '' : next)}
        placeholder="Choose a column"
        options={[
          ...(detected === null ? [] : [{ value: detect, label: `${detected} (detected)` }]),
          ...columns.filter((column) => column !== detected).map((column) => ({ value: column, label: column })),
        ]}
      />
    </Field>
  );
}
