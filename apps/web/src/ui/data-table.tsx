'use client';

import { type ColumnDef, getCoreRowModel, getSortedRowModel, type Row, useReactTable } from '@tanstack/react-table';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useState } from 'react';
import type { ApiProblem } from './api-problem.ts';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { DataTableHead } from './data-table-head.tsx';
import { ErrorState } from './error-state.tsx';
import { Note } from './note.tsx';
import { ProblemText } from './problem-text.tsx';
import { Skeleton } from './skeleton.tsx';
import { tableRoles } from './table-roles.ts';
import { useUrlSorting } from './use-url-sorting.ts';

export interface Column<Item> {
  id: string;
  /** Empty for actions; its name is then only read aloud. */
  header: string;
  cell: (item: Item) => ReactNode;
  /** What it is sorted by; without it, it cannot be. */
  sortBy?: (item: Item) => string | number | bigint | Date | null;
  /** Numbers and their heads stand right. */
  isNumber?: boolean;
  /**
   * On phones: `lead` the first line (one column, weight 500 everywhere), `main` the number at its right,
   * `rest` the second line with its label (default for numbers), `plain` the second line without one, `wide` a line of
   * its own, `actions` right, `hidden`.
   */
  place?: 'lead' | 'main' | 'rest' | 'plain' | 'wide' | 'actions' | 'hidden';
  /** True for "–": dropped on phones. */
  isEmpty?: (item: Item) => boolean;
  /** CSS width. */
  width?: string;
}

export interface DataTableProps<Item> {
  /** For screen readers: `Endpoints`. */
  label: string;
  columns: readonly Column<Item>[];
  /** null while they are on their way. */
  rows: readonly Item[] | null;
  idOf: (item: Item) => string;
  /** An `EmptyState`. */
  empty: ReactNode;
  /** Why the rows could not be read; old rows stay visible under the message. */
  problem?: ApiProblem | null;
  onRetry?: () => void;
  /** `Endpoints could not be loaded` */
  errorTitle?: string;
  sortedBy?: { id: string; desc: boolean };
  /** Where a page has several tables: what the sorting of this one is called in the URL. */
  sortParam?: string;
  /** The row that a drawer shows. */
  selectedId?: string | null;
  /** Rows of a foot, such as a total: the cells by column id. */
  total?: Partial<Record<string, ReactNode>>;
}

/** More are shown on demand, so that long lists stay quick. */
const rowsShown = 100;

export function DataTable<Item>(props: DataTableProps<Item>) {
  const t = useTranslations('ui');
  const { label, columns, rows, idOf, empty, problem, onRetry, errorTitle, selectedId, total } = props;
  const ids = columns.filter(({ sortBy }) => sortBy !== undefined).map(({ id }) => id);
  const sortingOptions = { ids, first: props.sortedBy, param: props.sortParam ?? 'sort' };
  const [sorting, setSorting] = useUrlSorting(sortingOptions);
  const [shown, setShown] = useState(rowsShown);
  const definitions = useMemo(() => columns.map(defineColumn), [columns]);
  const data = useMemo(() => [...(rows ?? [])], [rows]);
  const table = useReactTable({
    data,
    columns: definitions,
    state: { sorting },
    onSortingChange: setSorting,
    getRowId: idOf,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    // Rows are shown on demand, not by pages of the table.
    autoResetPageIndex: false,
  });
  if (problem && (rows === null || rows.length === 0)) {
    return (
      <ErrorState
        title={errorTitle ?? t('table.notLoaded', { label })}
        message={problem.message}
        requestId={problem.requestId}
        {...(onRetry ? { onRetry } : {})}
      />
    );
  }
  if (rows !== null && rows.length === 0) return empty;
  const sorted = table.getRowModel().rows;
  return (
    <>
      {problem && (
        <div className="px-4 pb-3">
          <Note
            tone="warning"
            isAlert
            action={
              onRetry && (
                <Button size="small" onClick={onRetry}>
                  {t('table.tryAgain')}
                </Button>
              )
            }
          >
            <ProblemText problem={problem} />
          </Note>
        </div>
      )}
      <table {...tableRoles.table} aria-label={label} aria-busy={rows === null || undefined} className="data-table">
        <DataTableHead columns={columns} table={table} />
        <tbody {...tableRoles.rowgroup}>
          {rows === null
            ? [58, 72, 49].map((width) => <LoadingRow key={width} columns={columns} width={width} />)
            : sorted.slice(0, shown).map((row) => (
                <tr
                  key={row.id}
                  {...tableRoles.row}
                  aria-selected={selectedId === undefined ? undefined : row.id === selectedId}
                >
                  {columns.map((column) => (
                    <BodyCell key={column.id} column={column} item={row.original} />
                  ))}
                </tr>
              ))}
        </tbody>
        {total && rows !== null && (
          <tfoot {...tableRoles.rowgroup}>
            <tr {...tableRoles.row}>
              {columns.map((column) => (
                <td key={column.id} {...tableRoles.cell} data-label={column.header} className={cellClass(column)}>
                  {total[column.id]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      {sorted.length > shown && (
        <div className="flex min-h-10 items-center justify-between gap-3 border-t border-line px-4 text-small text-fg-3">
          <span>{t('table.shown', { shown, all: sorted.length })}</span>
          <Button size="small" onClick={() => setShown(shown + rowsShown)}>
            {t('table.more', { count: Math.min(rowsShown, sorted.length - shown) })}
          </Button>
        </div>
      )}
    </>
  );
}

function defineColumn<Item>(column: Column<Item>): ColumnDef<Item> {
  const { sortBy } = column;
  if (sortBy === undefined) return { id: column.id, enableSorting: false };
  return {
    id: column.id,
    accessorFn: sortBy,
    sortDescFirst: column.isNumber ?? false,
    sortUndefined: 'last',
    sortingFn: (a: Row<Item>, b: Row<Item>) => compare(sortBy(a.original), sortBy(b.original)),
  };
}

type SortValue = string | number | bigint | Date | null;

function compare(a: SortValue, b: SortValue): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, 'en', { numeric: true });
  return a < b ? -1 : a > b ? 1 : 0;
}

function placeOf<Item>(column: Column<Item>) {
  return column.place ?? (column.isNumber ? 'rest' : 'plain');
}

export function cellClass<Item>(column: Column<Item>, isEmpty = false): string {
  const place = placeOf(column);
  return classNames(
    column.isNumber && 'end',
    place === 'lead' && 'lead',
    place === 'main' && 'main',
    place === 'rest' && 'labelled',
    place === 'wide' && 'wide',
    place === 'actions' && 'act',
    place === 'hidden' && 'max-md:hidden!',
    isEmpty && place !== 'main' && 'none',
  );
}

function BodyCell<Item>({ column, item }: { column: Column<Item>; item: Item }) {
  const isEmpty = column.isEmpty?.(item) ?? false;
  return (
    <td {...tableRoles.cell} data-label={column.header} className={cellClass(column, isEmpty)}>
      {isEmpty ? '–' : column.cell(item)}
    </td>
  );
}

/** On phones the cells of the second line are as wide as what is in them. */
function loadingClass<Item>(column: Column<Item>): string {
  if (column.place === 'main') return 'ml-auto';
  if (column.isNumber) return 'md:ml-auto';
  return column.place === 'lead' ? '' : 'max-md:min-w-16';
}

function LoadingRow<Item>({ columns, width }: { columns: readonly Column<Item>[]; width: number }) {
  return (
    <tr {...tableRoles.row}>
      {columns.map((column) => (
        <td key={column.id} {...tableRoles.cell} className={cellClass(column)}>
          {column.header && (
            <Skeleton width={column.isNumber ? '48px' : `${width}%`} className={loadingClass(column)} />
          )}
        </td>
      ))}
    </tr>
  );
}
