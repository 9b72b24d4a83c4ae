'use client';

import { ListOrdered } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
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
  const t = useTranslations('operator');
  const sum = (read: (queue: QueueRow) => number) =>
    formatCount((queues ?? []).reduce((all, queue) => all + read(queue), 0));
  return (
    <Panel title={t('queues.title')} isFlush>
      {queues === null ? (
        <div className="px-4 pb-4">
          <Note tone="danger">{t.rich('queues.down', { b: (text) => <b>{text}</b>, problem: problem ?? '' })}</Note>
        </div>
      ) : (
        <DataTable
          label={t('queues.title')}
          columns={columnsOf(t)}
          rows={queues}
          idOf={(queue) => queue.name}
          total={{
            queue: t('queues.all'),
            waiting: sum((queue) => queue.waiting),
            delayed: sum((queue) => queue.delayed),
            running: sum((queue) => queue.active),
          }}
          empty={<EmptyState icon={<Icon of={ListOrdered} />} title={t('queues.empty')} />}
        />
      )}
    </Panel>
  );
}

function columnsOf(t: Translate<'operator'>): Column<QueueRow>[] {
  return [
    { id: 'queue', header: t('queues.queue'), place: 'lead', cell: (queue) => queue.name },
    { id: 'running', header: t('queues.running'), isNumber: true, cell: (queue) => formatCount(queue.active) },
    { id: 'delayed', header: t('queues.delayed'), isNumber: true, cell: (queue) => formatCount(queue.delayed) },
    {
      id: 'oldest',
      header: t('queues.oldest'),
      isNumber: true,
      cell: (queue) => queue.oldestWaitingSince && <RelativeTime at={queue.oldestWaitingSince} />,
      isEmpty: (queue) => queue.oldestWaitingSince === null,
    },
    {
      id: 'waiting',
      header: t('queues.waiting'),
      isNumber: true,
      place: 'main',
      cell: (queue) => formatCount(queue.waiting),
    },
  ];
}
