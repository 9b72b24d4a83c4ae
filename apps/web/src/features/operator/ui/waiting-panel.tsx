'use client';

import type { WaitingWork } from '@modelmint/db/system/list-waiting-work';
import { ListOrdered } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { OrganizationLink } from './organization-link.tsx';

/** Whose work waits and runs, by the rows; the queues only ring. */
export function WaitingPanel({ work }: { work: readonly WaitingWork[] }) {
  const t = useTranslations('operator');
  return (
    <Panel title={t('waiting.title')} description={t('waiting.about')} isFlush>
      <DataTable
        sortParam="sort-waiting"
        label={t('waiting.title')}
        columns={columnsOf(t)}
        rows={work}
        idOf={(row) => `${row.organizationId} ${row.queue}`}
        empty={
          <EmptyState icon={<Icon of={ListOrdered} />} title={t('waiting.empty.title')}>
            {t('waiting.empty.text')}
          </EmptyState>
        }
      />
    </Panel>
  );
}

function columnsOf(t: Translate<'operator'>): Column<WaitingWork>[] {
  return [
    {
      id: 'organization',
      header: t('organization'),
      place: 'lead',
      cell: ({ organizationId, organizationName, isSuspended }) => (
        <>
          <OrganizationLink id={organizationId} name={organizationName} />
          {isSuspended && <small className="max-md:block!">{t('waiting.suspended')}</small>}
        </>
      ),
      sortBy: ({ organizationName }) => organizationName,
    },
    { id: 'queue', header: t('queues.queue'), cell: ({ queue }) => queue, sortBy: ({ queue }) => queue },
    {
      id: 'running',
      header: t('queues.running'),
      isNumber: true,
      cell: ({ running }) => formatCount(running),
      sortBy: ({ running }) => running,
    },
    {
      id: 'oldest',
      header: t('queues.oldest'),
      isNumber: true,
      cell: ({ oldestSince }) => oldestSince && <RelativeTime at={oldestSince} />,
      isEmpty: ({ oldestSince }) => oldestSince === null,
      sortBy: ({ oldestSince }) => oldestSince,
    },
    {
      id: 'waiting',
      header: t('queues.waiting'),
      isNumber: true,
      place: 'main',
      cell: ({ waiting }) => formatCount(waiting),
      sortBy: ({ waiting }) => waiting,
    },
  ];
}
