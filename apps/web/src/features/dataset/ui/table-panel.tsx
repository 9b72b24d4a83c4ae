'use client';

import { type ReactNode, useState } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatQuantity, formatShare } from '../../../ui/format.ts';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { roleNames } from '../../file/ui/role-names.ts';
import {
  columnsByUse,
  distinctOf,
  type ReportedColumn,
  type TableReport,
  valuesOf,
  whyLeftOut,
} from './column-facts.ts';

interface TablePanelProps {
  table: TableReport;
  /** Rows that can be used. */
  rows: number;
  /** Beside the title: reading the file in another way. */
  action?: ReactNode;
}

/** More columns than this are looked for by name. */
const searchedFrom = 20;
/** What comes after hundreds of columns would not be found. */
const scrolling =
  'md:max-h-160 md:overflow-y-auto md:[&_th]:sticky md:[&_th]:top-0 md:[&_th]:bg-surface md:[&_th]:shadow-[inset_0_-1px_0_var(--color-line)]';

/** What stands in each column and what it is to a model, so that a wrong guess is seen. */
export function TablePanel({ table, rows, action }: TablePanelProps) {
  const [query, setQuery] = useState('');
  const all = columnsByUse(table);
  const wanted = query.trim().toLowerCase();
  const shown = all.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <Panel
      title="Columns"
      description={
        <>
          {formatQuantity(all.length, 'column')}. The model learns to predict <code>{table.target.name}</code> from the
          others that are not left out.
        </>
      }
      aside={
        (all.length >= searchedFrom || action) && (
          <>
            {all.length >= searchedFrom && (
              <Input
                type="search"
                aria-label="Find a column"
                placeholder="Find a column"
                value={query}
                onChange={(event) => setQuery(event.target.value)}
                className="w-44!"
              />
            )}
            {action}
          </>
        )
      }
      isFlush
    >
      <div className={classNames(all.length >= searchedFrom && scrolling)}>
        <DataTable
          label="Columns"
          columns={columnsOf(rows)}
          rows={shown}
          idOf={({ name }) => name}
          empty={<p className="px-4 pt-1 pb-4 text-fg-2">No column is called “{query.trim()}”.</p>}
        />
      </div>
    </Panel>
  );
}

const columnsOf = (rows: number): Column<ReportedColumn>[] => [
  {
    id: 'name',
    header: 'Column',
    place: 'lead',
    width: '26%',
    cell: ({ name }) => <span className="[overflow-wrap:anywhere]">{name}</span>,
    sortBy: ({ name }) => name,
  },
  {
    id: 'role',
    header: 'Role',
    place: 'main',
    cell: ({ role }) => (
      <span className={role === 'target' ? 'font-medium' : role === 'ignored' ? 'text-fg-3' : undefined}>
        {roleNames[role]}
      </span>
    ),
    sortBy: ({ role }) => roleNames[role],
  },
  {
    id: 'values',
    header: 'Values',
    place: 'wide',
    width: '40%',
    isEmpty: (column) => valuesOf(column, rows) === '' && whyLeftOut(column) === null,
    cell: (column) => {
      const why = whyLeftOut(column);
      const values = valuesOf(column, rows);
      return (
        <span className="[overflow-wrap:anywhere]">
          {why ?? values}
          {why !== null && values !== '' && <small>such as {values}</small>}
        </span>
      );
    },
  },
  {
    id: 'distinct',
    header: 'Distinct',
    isNumber: true,
    isEmpty: ({ distinct }) => distinct === 0,
    cell: distinctOf,
    sortBy: ({ distinct }) => distinct,
  },
  {
    id: 'missing',
    header: 'Missing',
    isNumber: true,
    isEmpty: ({ missing }) => missing === 0,
    cell: ({ missing }) => missingShare(missing, rows),
    sortBy: ({ missing }) => missing,
  },
];

/** One of a million is not `0.0%`. */
function missingShare(missing: number, rows: number): string {
  const share = rows === 0 ? 0 : missing / rows;
  return share < 0.001 ? 'under 0.1%' : formatShare(share);
}
