'use client';

import { Database, Upload } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { createdColumn } from '../../../ui/created-column.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import type { DatasetView } from '../server/dataset-view.ts';
import { DatasetStatus } from './dataset-status.tsx';

interface DatasetListProps {
  projectId: string;
  /** null while they are on their way. */
  datasets: readonly DatasetView[] | null;
  /** True when a filter may hide some. */
  isFiltered: boolean;
  canWrite: boolean;
}

const rowsOf = ({ counts }: DatasetView): number | null =>
  counts === null ? null : counts.trainRows + counts.validationRows;

function columnsOf(home: string, t: Translate<'dataset'>): Column<DatasetView>[] {
  return [
    {
      id: 'name',
      header: t('tabs.label'),
      place: 'lead',
      sortBy: ({ name }) => name,
      cell: ({ id, name }) => (
        <Link href={`${home}/data/${id}`} className="[overflow-wrap:anywhere] hover:underline">
          {name}
        </Link>
      ),
    },
    {
      id: 'task',
      header: t('list.for'),
      place: 'plain',
      isEmpty: ({ task }) => task === null,
      cell: ({ task }) => (task === null ? '' : t(`list.task.${task}`)),
      sortBy: ({ task }) => task,
    },
    {
      id: 'state',
      header: t('versions.state'),
      cell: (dataset) => <DatasetStatus dataset={dataset} />,
      sortBy: ({ status }) => status,
    },
    {
      id: 'examples',
      header: t('list.examples'),
      isNumber: true,
      place: 'main',
      isEmpty: (dataset) => rowsOf(dataset) === null,
      cell: (dataset) => (
        <>
          <span className="max-md:hidden">{formatCount(rowsOf(dataset) ?? 0)}</span>
          <span className="md:hidden">{t('list.exampleCount', { count: rowsOf(dataset) ?? 0 })}</span>
        </>
      ),
      sortBy: rowsOf,
    },
    {
      id: 'labels',
      header: t('list.labels'),
      isNumber: true,
      isEmpty: ({ labels, counts }) => counts === null || labels.length === 0,
      cell: ({ labels }) => formatCount(labels.length),
      sortBy: ({ labels }) => labels.length,
    },
    {
      id: 'tokens',
      header: t('list.tokens'),
      isNumber: true,
      isEmpty: ({ counts }) => counts === null,
      cell: ({ counts }) => formatCount(counts?.trainTokens ?? 0),
      sortBy: ({ counts }) => counts?.trainTokens ?? null,
    },
    {
      id: 'size',
      header: t('list.size'),
      isNumber: true,
      cell: ({ sizeBytes }) => formatBytes(sizeBytes),
      sortBy: ({ sizeBytes }) => sizeBytes,
    },
    {
      id: 'version',
      header: t('versions.version'),
      isNumber: true,
      cell: ({ versionNumber }) => versionNumber,
      sortBy: ({ versionNumber }) => versionNumber,
    },
    createdColumn(),
  ];
}

export function DatasetList({ projectId, datasets, isFiltered, canWrite }: DatasetListProps) {
  const t = useTranslations('dataset');
  const home = `/projects/${projectId}`;
  return (
    <DataTable
      label={t('list.label')}
      columns={columnsOf(home, t)}
      rows={datasets}
      idOf={({ id }) => id}
      empty={
        <ListEmpty
          isFiltered={isFiltered}
          all={{ label: t('list.showAll'), href: `${home}/data` }}
          icon={<Icon of={Database} />}
          title={t('list.empty')}
          actions={
            canWrite && (
              <LinkButton variant="primary" icon={<Icon of={Upload} />} href={`${home}/data/new`}>
                {t('list.upload')}
              </LinkButton>
            )
          }
        >
          {t('list.emptyDetail')}
        </ListEmpty>
      }
    />
  );
}
