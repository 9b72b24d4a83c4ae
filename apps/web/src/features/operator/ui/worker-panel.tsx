'use client';

import type { Worker } from '@modelmint/db/generated/client';
import { Cpu } from 'lucide-react';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatQuantity } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';

type WorkerRow = Worker & { isAlive: boolean };

export function WorkerPanel({ workers }: { workers: readonly WorkerRow[] }) {
  const alive = workers.filter((worker) => worker.isAlive).length;
  const expected = workers.filter((worker) => worker.stoppedAt === null).length;
  return (
    <Panel title="Workers" aside={`${alive} of ${expected} answer`} isFlush>
      <DataTable
        label="Workers"
        columns={columns}
        rows={workers}
        idOf={(worker) => worker.id}
        empty={
          <EmptyState icon={<Icon of={Cpu} />} title="No worker has registered">
            Jobs wait until one does. Start it with the same database settings as this server.
          </EmptyState>
        }
      />
    </Panel>
  );
}

const columns: Column<WorkerRow>[] = [
  {
    id: 'worker',
    header: 'Worker',
    place: 'lead',
    cell: (worker) => (
      <span title={worker.id}>
        {worker.host}
        <small>process {worker.pid}</small>
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    cell: (worker) => <Status kind={worker.stoppedAt !== null ? 'stopped' : worker.isAlive ? 'answering' : 'silent'} />,
  },
  { id: 'engine', header: 'Engine', cell: (worker) => <code>{worker.engine}</code> },
  {
    id: 'queues',
    header: 'Takes',
    cell: (worker) => namesOf(worker.queues).join(', '),
    isEmpty: (worker) => namesOf(worker.queues).length === 0,
  },
  {
    id: 'warm',
    header: 'Loaded',
    cell: (worker) => (
      <span title={namesOf(worker.warmModels).join('\n')}>
        {formatQuantity(namesOf(worker.warmModels).length, 'model')}
      </span>
    ),
    isEmpty: (worker) => worker.servingUrl === null,
  },
  { id: 'version', header: 'Version', cell: (worker) => worker.version },
  { id: 'started', header: 'Started', isNumber: true, cell: (worker) => <RelativeTime at={worker.startedAt} /> },
  {
    id: 'seen',
    header: 'Heartbeat',
    isNumber: true,
    place: 'main',
    cell: (worker) => <RelativeTime at={worker.heartbeatAt} />,
  },
];

const namesOf = (list: unknown): string[] => (Array.isArray(list) ? list.map(String) : []);
