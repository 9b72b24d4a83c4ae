'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import type { PlacedExample } from '../server/list-examples.ts';
import { editColumn } from './edit-column.tsx';
import { EditMark } from './edit-mark.tsx';
import type { RowEditing } from './row-edit.tsx';
import { columnsThatFit, type ShownColumn } from './shown-columns.ts';

interface CellTableProps {
  rows: readonly PlacedExample[];
  columns: readonly ShownColumn[];
  editing: RowEditing | null;
}

/** Rows under the columns of their file. With many columns the first stand here, the others on demand. */
export function CellTable({ rows, columns, editing }: CellTableProps) {
  const t = useTranslations('dataset');
  const [areAllShown, setAllShown] = useState(false);
  const fitting = columnsThatFit(columns);
  const shown = areAllShown ? columns : columns.slice(0, fitting);
  return (
    <>
      <DataTable
        label={t('examples.title')}
        columns={[numberColumn(t), ...shown.map((column) => columnOf(column, editing)), ...editColumn(editing)]}
        rows={rows}
        idOf={({ row }) => String(row)}
        empty={null}
      />
      {columns.length > fitting && (
        <div className="sticky left-0 flex min-h-10 items-center justify-between gap-3 border-t border-line px-4 text-small text-fg-3">
          <span>{t('cells.shown', { shown: formatCount(shown.length), total: formatCount(columns.length) })}</span>
          <Button size="small" onClick={() => setAllShown(!areAllShown)}>
            {areAllShown ? t('cells.fewer') : t('cells.all')}
          </Button>
        </div>
      )}
    </>
  );
}

function numberColumn(t: Translate<'dataset'>): Column<PlacedExample> {
  return {
    id: ' row',
    header: t('examples.row'),
    isNumber: true,
    width: '72px',
    place: 'main',
    cell: ({ row }) => (
      <>
        <span className="md:hidden">{t('examples.row')} </span>
        {formatCount(row)}
      </>
    ),
  };
}

function columnOf({ key, name, isNumber, isLead }: ShownColumn, editing: RowEditing | null): Column<PlacedExample> {
  const { table, ratings } = editing?.report ?? {};
  // What is removed must be seen where there is no rating, too.
  const labelKey = table?.target.name ?? (ratings?.ratingColumn ? 'rating' : 'user');
  const draftOf = ({ row }: PlacedExample) =>
    key === labelKey ? editing?.drafts.find({ split: editing.split, row }) : undefined;
  return {
    id: key,
    header: name,
    isNumber,
    place: isLead ? 'lead' : 'rest',
    isEmpty: ({ cells }) => (cells?.[key] ?? null) === null,
    cell: (example) => (
      <>
        {isLead && <span className="font-regular text-fg-3 md:hidden">{name} </span>}
        <span className="max-w-[36ch] [overflow-wrap:anywhere] md:line-clamp-2" title={example.cells?.[key] ?? ''}>
          {draftOf(example) ? <EditMark draft={draftOf(example)} label="" /> : example.cells?.[key]}
        </span>
      </>
    ),
  };
}
