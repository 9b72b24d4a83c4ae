'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { FieldGrid } from '../../../ui/form-section.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Input } from '../../../ui/input.tsx';
import { problemOfField, type RowFields, rangeWords, warningOfField } from './table-form.ts';
import type { TrialColumn } from './trial-table.ts';

interface RowFieldsProps {
  columns: readonly TrialColumn[];
  fields: RowFields;
  /** Problems are shown in all fields, not only in those that were left. */
  isChecked: boolean;
  onChange: (fields: RowFields) => void;
}

/** A wide table would bury the button that sends it. */
const columnsShown = 16;

/** A field for each column that the model reads. */
export function RowFieldGrid({ columns, fields, isChecked, onChange }: RowFieldsProps) {
  const t = useTranslations('prediction');
  const [areAllShown, showAll] = useState(false);
  const isLong = columns.length > columnsShown;
  // What is wrong must be seen, wherever it stands.
  const isShown = (column: TrialColumn, at: number) =>
    areAllShown || at < columnsShown || (isChecked && problemOfField(t, column, fields[column.name] ?? '') !== null);
  return (
    <>
      <FieldGrid>
        {columns.filter(isShown).map((column) => (
          <CellField
            key={column.name}
            column={column}
            value={fields[column.name] ?? ''}
            isChecked={isChecked}
            onChange={(value) => onChange({ ...fields, [column.name]: value })}
          />
        ))}
      </FieldGrid>
      {isLong && !areAllShown && (
        <Button size="small" onClick={() => showAll(true)} className="justify-self-start">
          {t('showAllColumns', { count: formatCount(columns.length) })}
        </Button>
      )}
    </>
  );
}

interface CellFieldProps {
  column: TrialColumn;
  value: string;
  isChecked: boolean;
  onChange: (value: string) => void;
}

/** A number, or one of the usual values or another text; empty says that the row has no value. */
function CellField({ column, value, isChecked, onChange }: CellFieldProps) {
  const t = useTranslations('prediction');
  const listId = useId();
  const [wasLeft, setLeft] = useState(false);
  const { name, role, top } = column;
  const isNumeric = role === 'numeric';
  const hasList = !isNumeric && top.length > 0;
  const problem = isChecked || wasLeft ? problemOfField(t, column, value) : null;
  return (
    <Field
      label={<span className="[overflow-wrap:anywhere]">{name}</span>}
      {...(isNumeric ? { hint: rangeWords(t, column) } : {})}
      error={problem}
      warning={problem === null ? warningOfField(t, column, value) : null}
    >
      <span className="relative block">
        <Input
          value={value}
          onChange={({ target }) => onChange(target.value)}
          onBlur={() => setLeft(true)}
          inputMode={isNumeric ? 'decimal' : 'text'}
          autoComplete="off"
          spellCheck={false}
          placeholder={t('noValue')}
          {...(hasList ? { list: listId } : {})}
          className="pr-9"
        />
        {value !== '' && (
          <IconButton
            label={t('leaveEmpty', { name })}
            icon={<Icon of={X} />}
            size="small"
            onClick={() => onChange('')}
            className="absolute! top-0.5 right-0.5 max-md:top-0.5"
          />
        )}
        {hasList && (
          <datalist id={listId}>
            {top.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        )}
      </span>
    </Field>
  );
}
