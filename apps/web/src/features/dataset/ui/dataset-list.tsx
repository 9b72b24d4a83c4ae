'use client';

import type { Task } from '@modelmint/domain/task';
import { Database, Upload } from 'lucide-react';
import Link from 'next/link';
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

/** As narrow as a column wants it. */
const shortTaskNames: Record<Task, string> = {
  'text-classification': 'Text labels',
  'text-generation': 'Chat and text',
  'image-classification': 'Image labels',
  tabular: 'Table',
  recommendation: 'Recommendation',
};

const rowsOf = ({ counts }: DatasetView): number | null =>
  counts === null ? null : counts.trainRows + counts.validationRows;

function columnsOf(home: string): Column<DatasetView>[] {
  return [
    {
      id: 'name',
      header: 'Data set',
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
      header: 'For',
      place: 'plain',
      isEmpty: ({ task }) => task === null,
      cell: ({ task }) => (task === null ? '' : shortTaskNames[task]),
      sortBy: ({ task }) => task,
    },
    {
      id: 'state',
      header: 'State',
      cell: (dataset) => <DatasetStatus dataset={dataset} />,
      sortBy: ({ status }) => status,
    },
    {
      id: 'examples',
      header: 'Examples',
      isNumber: true,
      place: 'main',
      isEmpty: (dataset) => rowsOf(dataset) === null,
      cell: (dataset) => (
        <>
          {formatCount(rowsOf(dataset) ?? 0)}
          <span className="md:hidden"> examples</span>
        </>
      ),
      sortBy: rowsOf,
    },
    {
      id: 'labels',
      header: 'Labels',
      isNumber: true,
      isEmpty: ({ labels, counts }) => counts === null || labels.length === 0,
      cell: ({ labels }) => formatCount(labels.length),
      sortBy: ({ labels }) => labels.length,
    },
    {
      id: 'tokens',
      header: 'Tokens to train on',
      isNumber: true,
      isEmpty: ({ counts }) => counts === null,
      cell: ({ counts }) => formatCount(counts?.trainTokens ?? 0),
      sortBy: ({ counts }) => counts?.trainTokens ?? null,
    },
    {
      id: 'size',
      header: 'Size',
      isNumber: true,
      cell: ({ sizeBytes }) => formatBytes(sizeBytes),
      sortBy: ({ sizeBytes }) => sizeBytes,
    },
    {
      id: 'version',
      header: 'Version',
      isNumber: true,
      cell: ({ versionNumber }) => versionNumber,
      sortBy: ({ versionNumber }) => versionNumber,
    },
    createdColumn(),
  ];
}

export function DatasetList({ projectId, datasets, isFiltered, canWrite }: DatasetListProps) {
  const home = `/projects/${projectId}`;
  return (
    <DataTable
      label="Data sets"
      columns={columnsOf(home)}
      rows={datasets}
      idOf={({ id }) => id}
      empty={
        <ListEmpty
          isFiltered={isFiltered}
          all={{ label: 'Show all data sets', href: `${home}/data` }}
          icon={<Icon of={Database} />}
          title="No data yet"
          actions={
            canWrite && (
              <LinkButton variant="primary" icon={<Icon of={Upload} />} href={`${home}/data/new`}>
                Upload data
              </LinkButton>
            )
          }
        >
          Upload texts with their labels, conversations, images in a folder for each label, a table with a column to
          predict, or what users did with items. Every row is checked, and you see what is wrong, where, and how to mend
          it before anything is trained.
        </ListEmpty>
      }
    />
  );
}
