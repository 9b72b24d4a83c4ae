'use client';

import { taskNames } from '@modelmint/domain/task';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { DatasetVersionView } from '../server/dataset-view.ts';
import { columnsAsked } from './columns-asked.ts';
import { DatasetStatus } from './dataset-status.tsx';

const columns: Column<DatasetVersionView>[] = [
  {
    id: 'number',
    header: 'Version',
    place: 'lead',
    cell: ({ number }) => `Version ${number}`,
    sortBy: ({ number }) => number,
  },
  { id: 'state', header: 'State', cell: ({ status }) => <DatasetStatus dataset={{ status, progress: 0 }} /> },
  {
    id: 'task',
    header: 'Read for',
    cell: ({ spec }) => (spec.task === undefined ? 'what its content shows' : taskNames[spec.task]),
  },
  {
    id: 'columns',
    header: 'Columns',
    isEmpty: ({ spec }) => columnsAsked(spec) === null,
    cell: ({ spec }) => <span className="[overflow-wrap:anywhere]">{columnsAsked(spec)}</span>,
  },
  {
    id: 'split',
    header: 'Held-out',
    isNumber: true,
    cell: ({ spec }) =>
      spec.task === 'recommendation'
        ? 'last of each user'
        : `${Number((spec.validationFraction * 100).toFixed(1))}%, seed ${spec.seed}`,
  },
  {
    id: 'created',
    header: 'Created',
    isNumber: true,
    place: 'main',
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    sortBy: ({ createdAt }) => createdAt,
  },
];

/** Versions are immutable; a new one reads the same file in another way. */
export function VersionTable({ versions }: { versions: readonly DatasetVersionView[] }) {
  return (
    <Panel isFlush>
      <DataTable label="Versions" columns={columns} rows={versions} idOf={({ id }) => id} empty={null} />
    </Panel>
  );
}
