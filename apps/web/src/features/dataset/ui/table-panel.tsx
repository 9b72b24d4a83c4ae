'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { classNames } from '../../../ui/class-names.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatShare } from '../../../ui/format.ts';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { useUrlChoice } from '../../../ui/use-url-choice.ts';
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
  const t = useTranslations('dataset');
  const [query, setQuery] = useUrlChoice('column', '');
  const all = columnsByUse(table);
  const wanted = query.trim().toLowerCase();
  const shown = all.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <Panel
      title={t('columns.title')}
      description={t.rich('columns.detail', {
        code: (chunks) => <code>{chunks}</code>,
        count: all.length,
        target: table.target.name,
      })}
      aside={
        (all.length >= searchedFrom || action) && (
          <>
            {all.length >= searchedFrom && (
              <Input
                type="search"
                aria-label={t('columns.find')}
                placeholder={t('columns.find')}
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
          sortParam="sort-columns"
          label={t('columns.title')}
          columns={columnsOf(rows, t)}
          rows={shown}
          idOf={({ name }) => name}
          empty={<p className="px-4 pt-1 pb-4 text-fg-2">{t('columns.none', { name: query.trim() })}</p>}
        />
      </div>
    </Panel>
  );
}

const columnsOf = (rows: number, t: Translate<'dataset'>): Column<ReportedColumn>[] => [
  {
    id: 'name',
    header: t('columns.column'),
    place: 'lead',
    width: '26%',
    cell: ({ name }) => <span className="[overflow-wrap:anywhere]">{name}</span>,
    sortBy: ({ name }) => name,
  },
  {
    id: 'role',
    header: t('columns.role'),
    place: 'main',
    cell: ({ role }) => (
      <span className={role === 'target' ? 'font-medium' : role === 'ignored' ? 'text-fg-3' : undefined}>
        {t(`role.${role}`)}
      </span>
    ),
    sortBy: ({ role }) => t(`role.${role}`),
  },
  {
    id: 'values',
    header: t('columns.values'),
    place: 'wide',
    width: '40%',
    isEmpty: (column) => valuesOf(column, rows, t) === '' && whyLeftOut(column, t) === null,
    cell: (column) => {
      const why = whyLeftOut(column, t);
      const values = valuesOf(column, rows, t);
      return (
        <span className="[overflow-wrap:anywhere]">
          {why ?? values}
          {why !== null && values !== '' && <small>{t('columns.suchAs', { values })}</small>}
        </span>
      );
    },
  },
  {
    id: 'distinct',
    header: t('columns.distinct'),
    isNumber: true,
    isEmpty: ({ distinct }) => distinct === 0,
    cell: (column) => distinctOf(column, t),
    sortBy: ({ distinct }) => distinct,
  },
  {
    id: 'missing',
    header: t('columns.missing'),
    isNumber: true,
    isEmpty: ({ missing }) => missing === 0,
    cell: ({ missing }) => missingShare(missing, rows, t),
    sortBy: ({ missing }) => missing,
  },
];

/** One of a million is not `0.0%`. */
function missingShare(missing: number, rows: number, t: Translate<'dataset'>): string {
  const share = rows === 0 ? 0 : missing / rows;
  return share < 0.001 ? t('columns.hardly') : formatShare(share);
}
