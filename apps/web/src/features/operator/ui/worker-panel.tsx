'use client';

import type { Worker } from '@modelmint/db/generated/client';
import { Cpu } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.ts';

export type WorkerRow = Worker & { isAlive: boolean };

export function WorkerPanel({ workers }: { workers: readonly WorkerRow[] }) {
  const t = useTranslations('operator');
  const [asked, setAsked] = useState<WorkerRow | null>(null);
  const alive = workers.filter((worker) => worker.isAlive).length;
  const expected = workers.filter((worker) => worker.stoppedAt === null).length;
  return (
    <Panel title={t('workers.title')} aside={t('workers.alive', { alive, expected })} isFlush>
      <DataTable
        label={t('workers.title')}
        columns={columnsOf(t, setAsked)}
        rows={workers}
        idOf={(worker) => worker.id}
        empty={
          <EmptyState icon={<Icon of={Cpu} />} title={t('workers.empty.title')}>
            {t('workers.empty.text')}
          </EmptyState>
        }
      />
      {asked !== null && (
        <DrainDialog
          worker={asked}
          isLast={workers.every((one) => one.id === asked.id || !one.isAlive || one.drainRequestedAt !== null)}
          onClose={() => setAsked(null)}
        />
      )}
    </Panel>
  );
}

function DrainDialog({ worker, isLast, onClose }: { worker: WorkerRow; isLast: boolean; onClose: () => void }) {
  const t = useTranslations('operator');
  const router = useRouter();
  const isDraining = worker.drainRequestedAt !== null;
  const { host, pid } = worker;
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t(isDraining ? 'workers.resume.title' : 'workers.drain.title', { host, pid: String(pid) })}
      action={t(isDraining ? 'workers.resume.action' : 'workers.drain.action')}
      keep={t(isDraining ? 'workers.resume.keep' : 'workers.drain.keep')}
      onConfirm={async () => {
        await callApi(`/api/operator/workers/${worker.id}/${isDraining ? 'resume' : 'drain'}`, { body: {} });
        showToast({ title: t(isDraining ? 'workers.resume.done' : 'workers.drain.done', { host }) });
        router.refresh();
      }}
    >
      {t(isDraining ? 'workers.resume.text' : isLast ? 'workers.drain.textLast' : 'workers.drain.text')}
    </ConfirmDialog>
  );
}

function WorkerState({ worker }: { worker: WorkerRow }) {
  const t = useTranslations('operator');
  const { stoppedAt, isAlive, drainRequestedAt, runningJobs } = worker;
  if (stoppedAt !== null) return <Status kind="stopped" />;
  if (!isAlive) return <Status kind="silent" />;
  if (drainRequestedAt === null) return <Status kind="answering" />;
  return <Status kind="paused">{t('workers.draining', { count: runningJobs })}</Status>;
}

function columnsOf(t: Translate<'operator'>, onAsk: (worker: WorkerRow) => void): Column<WorkerRow>[] {
  return [
    {
      id: 'worker',
      header: t('workers.worker'),
      place: 'lead',
      cell: (worker) => (
        <span title={worker.id}>
          {worker.host}
          <small>{t('workers.process', { pid: String(worker.pid) })}</small>
        </span>
      ),
    },
    { id: 'state', header: t('state'), cell: (worker) => <WorkerState worker={worker} /> },
    {
      id: 'kind',
      header: t('workers.kind'),
      cell: (worker) => (
        <>
          <code>{worker.kind}</code>
          <small>{worker.engine}</small>
        </>
      ),
    },
    {
      id: 'queues',
      header: t('workers.takes'),
      cell: (worker) => namesOf(worker.queues).join(', '),
      isEmpty: (worker) => namesOf(worker.queues).length === 0,
    },
    { id: 'running', header: t('workers.running'), isNumber: true, cell: (worker) => formatCount(worker.runningJobs) },
    {
      id: 'warm',
      header: t('workers.loaded'),
      cell: (worker) => (
        <span title={namesOf(worker.warmModels).join('\n')}>
          {t('workers.models', { count: namesOf(worker.warmModels).length })}
        </span>
      ),
      isEmpty: (worker) => worker.servingUrl === null,
    },
    {
      id: 'memory',
      header: t('workers.memory'),
      isNumber: true,
      cell: ({ memoryBytes, memoryBytesTotal }) => (
        <>
          {formatBytes(memoryBytes ?? 0n)}
          {memoryBytesTotal !== null && <small>{t('workers.of', { total: formatBytes(memoryBytesTotal) })}</small>}
        </>
      ),
      isEmpty: (worker) => worker.memoryBytes === null || worker.stoppedAt !== null,
    },
    {
      id: 'started',
      header: t('workers.started'),
      isNumber: true,
      cell: (worker) => <RelativeTime at={worker.startedAt} />,
    },
    {
      id: 'seen',
      header: t('workers.heartbeat'),
      isNumber: true,
      place: 'main',
      cell: (worker) => <RelativeTime at={worker.heartbeatAt} />,
    },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (worker) =>
        worker.stoppedAt === null && (
          <Button
            size="small"
            aria-label={t(worker.drainRequestedAt === null ? 'workers.drain.title' : 'workers.resume.title', {
              host: worker.host,
              pid: String(worker.pid),
            })}
            onClick={() => onAsk(worker)}
          >
            {t(worker.drainRequestedAt === null ? 'workers.drain.button' : 'workers.resume.button')}
          </Button>
        ),
    },
  ];
}

const namesOf = (list: unknown): string[] => (Array.isArray(list) ? list.map(String) : []);
