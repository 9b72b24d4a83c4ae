'use client';

import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import type { Example } from '../server/example-of.ts';
import { columnsThatFit, type ShownColumn } from './shown-columns.ts';

export type ExampleRow = Example & { number: number };

interface CellTableProps {
  rows: readonly ExampleRow[];
  columns: readonly ShownColumn[];
}

/** Rows under the columns of their file. With many columns the first stand here, the others on demand. */
export function CellTable({ rows, columns }: CellTableProps) {
  const [areAllShown, setAllShown] = useState(false);
  const fitting = columnsThatFit(columns);
  const shown = areAllShown ? columns : columns.slice(0, fitting);
  return (
    <>
      <DataTable
        label="Examples"
        columns={[number, ...shown.map(columnOf)]}
        rows={rows}
        idOf={(row) => String(row.number)}
        empty={null}
      />
      {columns.length > fitting && (
        <div className="sticky left-0 flex min-h-10 items-center justify-between gap-3 border-t border-line px-4 text-small text-fg-3">
          <span>
            {formatCount(shown.length)} of {formatCount(columns.length)} columns
          </span>
          <Button size="small" onClick={() => setAllShown(!areAllShown)}>
            {areAllShown ? 'Show fewer columns' : 'Show all columns'}
          </Button>
        </div>
      )}
    </>
  );
}

const number: Column<ExampleRow> = {
  id: ' row',
  header: 'Row',
  isNumber: true,
  width: '72px',
  place: 'main',
  cell: (row) => (
    <>
      <span className="md:hidden">Row </span>
      {formatCount(row.number)}
    </>
  ),
};

function columnOf({ key, name, isNumber, isLead }: ShownColumn): Column<ExampleRow> {
  return {
    id: key,
    header: name,
    isNumber,
    place: isLead ? 'lead' : 'rest',
    isEmpty: ({ cells }) => (cells?.[key] ?? null) === null,
    cell: ({ cells }) => (
      <>
        {isLead && <span className="font-regular text-fg-3 md:hidden">{name} </span>}
        <span className="max-w-[36ch] [overflow-wrap:anywhere] md:line-clamp-2" title={cells?.[key] ?? ''}>
          {cells?.[key]}
        </span>
      </>
    ),
  };
}
