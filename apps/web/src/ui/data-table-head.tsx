import type { Table } from '@tanstack/react-table';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Icon } from './icon.tsx';
import { tableRoles } from './table-roles.ts';

interface HeadColumn {
  id: string;
  header: string;
  isNumber?: boolean;
  place?: string;
  /** CSS width. */
  width?: string;
}

interface DataTableHeadProps<Item> {
  columns: readonly HeadColumn[];
  table: Table<Item>;
}

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

/** Sorts by its buttons and says so with `aria-sort`. */
export function DataTableHead<Item>({ columns, table }: DataTableHeadProps<Item>) {
  const t = useTranslations('ui');
  return (
    <thead {...tableRoles.rowgroup}>
      <tr {...tableRoles.row}>
        {columns.map((column) => {
          const sorter = table.getColumn(column.id);
          const direction = sorter?.getIsSorted() || null;
          return (
            <th
              key={column.id}
              {...tableRoles.columnheader}
              scope="col"
              {...(direction ? { 'aria-sort': ariaSort[direction] } : {})}
              className={column.isNumber ? 'end' : ''}
              style={column.width ? { width: column.width } : undefined}
            >
              {sorter?.getCanSort() ? (
                <button
                  type="button"
                  onClick={sorter.getToggleSortingHandler()}
                  className="inline-flex min-h-6 items-center gap-1 text-inherit hover:text-fg"
                >
                  {column.header}
                  <Icon
                    of={direction === 'asc' ? ArrowUp : direction === 'desc' ? ArrowDown : ChevronsUpDown}
                    size={12}
                  />
                </button>
              ) : column.place === 'actions' ? (
                <span className="sr-only">{column.header || t('table.actions')}</span>
              ) : (
                column.header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
