'use client';

import { ListOrdered } from 'lucide-react';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { QueueState } from '../server/read-console.ts';

export interface QueueRow extends QueueState {
  /** By the rows that the queue rings for; null when none waits. */
  oldestWaitingSince: Date | null;
}

interface QueuePanelProps {
  queues: readonly QueueRow[] | null;
  /** Why the queue does not answer. */
  problem: string | null;
}

export function QueuePanel({ queues, problem }: QueuePanelProps) {
  const sum = (read: (queue: QueueRow) => number) =>
    formatCount((queues ?? []).reduce((all, queue) => all + read(queue), 0));
  return (
    <Panel title="Queues" isFlush>
      {queues === null ? (
        <div className="px-4 pb-4">
          <Note tone="danger">
            <b>The queue does not answer.</b> {problem} Work stays in the database and is rung for again.
          </Note>
        </div>
      ) : (
        <DataTable
          label="Queues"
          columns={columns}
          rows={queues}
          idOf={(queue) => queue.name}
          total={{
            queue: 'All',
            waiting: sum((queue) => queue.waiting),
            delayed: sum((queue) => queue.delayed),
            running: sum((queue) => queue.active),
          }}
          empty={<EmptyState icon={<Icon of={ListOrdered} />} title="No queues" />}
        />
      )}
    </Panel>
  );
}

const columns: Column<QueueRow>[] = [
  { id: 'queue', header: 'Queue', place: 'lead', cell: (queue) => queue.name },
  { id: 'running', header: 'Running', isNumber: true, cell: (queue) => formatCount(queue.active) },
  { id: 'delayed', header: 'Delayed', isNumber: true, cell: (queue) => formatCount(queue.delayed) },
  {
    id: 'oldest',
    header: 'Oldest work waits since',
    isNumber: true,
    cell: (queue) => queue.oldestWaitingSince && <RelativeTime at={queue.oldestWaitingSince} />,
    isEmpty: (queue) => queue.oldestWaitingSince === null,
  },
  { id: 'waiting', header: 'Waiting', isNumber: true, place: 'main', cell: (queue) => formatCount(queue.waiting) },
];
