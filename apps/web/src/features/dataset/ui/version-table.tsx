'use client';

import type { Task } from '@modelmint/domain/task';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { taskName } from '../../../ui/task-name.ts';
import type { DatasetVersionView } from '../server/dataset-view.ts';
import type { DatasetDetail } from '../server/get-dataset.ts';
import { columnsAsked } from './columns-asked.ts';
import { DatasetStatus } from './dataset-status.tsx';
import { heldOutOf } from './held-out-of.ts';

interface VersionTableProps {
  projectId: string;
  dataset: DatasetDetail;
}

/** Versions are immutable; a new one reads the same file in another way, or changes rows of an earlier one. */
export function VersionTable({ projectId, dataset }: VersionTableProps) {
  const t = useTranslations('dataset');
  return (
    <Panel isFlush>
      <DataTable
        sortParam="sort-versions"
        label={t('versions.title')}
        columns={columnsOf(t, { projectId, dataset })}
        rows={dataset.versions}
        idOf={({ id }) => id}
        selectedId={dataset.versionId}
        empty={null}
      />
    </Panel>
  );
}

function columnsOf(t: Translate<'dataset'>, { projectId, dataset }: VersionTableProps): Column<DatasetVersionView>[] {
  const { id: datasetId, fileName, newestNumber, dependants } = dataset;
  const home = `/projects/${projectId}/data/${datasetId}`;
  const count = (list: readonly { versionId: string }[], id: string) =>
    list.filter(({ versionId }) => versionId === id).length;
  return [
    {
      id: 'number',
      header: t('versions.version'),
      place: 'lead',
      cell: ({ number }) => (
        <Link href={number === newestNumber ? home : `${home}?version=${number}`} className="hover:underline">
          {t('versions.name', { number })}
        </Link>
      ),
      sortBy: ({ number }) => number,
    },
    {
      id: 'state',
      header: t('versions.state'),
      cell: ({ status }) => <DatasetStatus dataset={{ status, progress: 0 }} />,
    },
    {
      id: 'from',
      header: t('versions.madeFrom'),
      cell: ({ edited }) => (
        <span className="[overflow-wrap:anywhere]">
          {edited === null ? fileName : t('versions.name', { number: edited.base })}
          {edited !== null && (
            <small>{t('versions.changes', { labels: edited.labels, removed: edited.removed })}</small>
          )}
        </span>
      ),
    },
    {
      id: 'task',
      header: t('versions.readFor'),
      cell: ({ spec }) => readFor(t, spec.task),
    },
    {
      id: 'columns',
      header: t('versions.columns'),
      isEmpty: ({ spec }) => columnsAsked(spec, t) === null,
      cell: ({ spec }) => <span className="[overflow-wrap:anywhere]">{columnsAsked(spec, t)}</span>,
    },
    { id: 'split', header: t('split.heldOut'), isNumber: true, cell: ({ spec }) => heldOutOf(spec, t) },
    {
      id: 'jobs',
      header: t('versions.jobs'),
      isNumber: true,
      isEmpty: ({ id }) => count(dependants.jobs, id) === 0,
      cell: ({ id }) => formatCount(count(dependants.jobs, id)),
    },
    {
      id: 'models',
      header: t('versions.models'),
      isNumber: true,
      isEmpty: ({ id }) => count(dependants.models, id) === 0,
      cell: ({ id }) => formatCount(count(dependants.models, id)),
    },
    {
      id: 'created',
      header: t('versions.created'),
      isNumber: true,
      place: 'main',
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      sortBy: ({ createdAt }) => createdAt,
    },
  ];
}

function readFor(t: Translate<'dataset'>, task: Task | undefined): string {
  return task === undefined ? t('versions.byContent') : taskName(task);
}
