'use client';

import type { OperatorJob } from '@modelmint/db/system/operator-jobs';
import { SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount, formatDuration } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.tsx';

import { organizationsPath } from './organization-list.tsx';

const kinds: Record<OperatorJob['status'], StatusKind> = {
  VALIDATING_FILES: 'validating',
  QUEUED: 'queued',
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

export function JobPanel({ jobs }: { jobs: readonly OperatorJob[] }) {
  const [cancelled, setCancelled] = useState<OperatorJob | null>(null);
  return (
    <Panel title="Fine-tuning jobs" aside="live first, then the newest" isFlush>
      <DataTable
        label="Fine-tuning jobs"
        columns={[...columns, cancelColumn(setCancelled)]}
        rows={jobs}
        idOf={(job) => job.id}
        empty={
          <EmptyState icon={<Icon of={SlidersHorizontal} />} title="No jobs yet">
            Every fine-tuning job of every organization stands here, with the worker that has it.
          </EmptyState>
        }
      />
      {cancelled !== null && <CancelDialog job={cancelled} onClose={() => setCancelled(null)} />}
    </Panel>
  );
}

function CancelDialog({ job, onClose }: { job: OperatorJob; onClose: () => void }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={`Cancel the job of ${job.organizationName}`}
      action="Cancel job"
      keep="Keep running"
      onConfirm={async () => {
        await callApi(`/api/operator/jobs/${job.id}/cancel`, { body: {} });
        showToast({ title: 'The job is cancelled', detail: 'One that runs stops within seconds.' });
        router.refresh();
      }}
    >
      It ends without a model, and the organization pays for the steps that are done. Its audit log says that the
      operator did it.
    </ConfirmDialog>
  );
}

const live: readonly OperatorJob['status'][] = ['VALIDATING_FILES', 'QUEUED', 'RUNNING'];

function cancelColumn(onCancel: (job: OperatorJob) => void): Column<OperatorJob> {
  return {
    id: 'actions',
    header: '',
    place: 'actions',
    cell: (job) =>
      live.includes(job.status) && (
        <Button
          size="small"
          variant="danger"
          aria-label={`Cancel the job of ${job.organizationName}`}
          onClick={() => onCancel(job)}
        >
          Cancel
        </Button>
      ),
  };
}

const columns: Column<OperatorJob>[] = [
  {
    id: 'job',
    header: 'Job',
    place: 'lead',
    cell: (job) => <CopyId id={job.id} what="job id" shown={`${job.id.slice(0, 14)}…`} />,
  },
  {
    id: 'organization',
    header: 'Organization',
    cell: (job) => (
      <Link href={`${organizationsPath}/${job.organizationId}`} className="[overflow-wrap:anywhere] hover:underline">
        <bdi>{job.organizationName}</bdi>
      </Link>
    ),
    sortBy: (job) => job.organizationName,
  },
  {
    id: 'status',
    header: 'State',
    cell: (job) => (
      <>
        <Status kind={kinds[job.status]} />
        {job.errorMessage && (
          <small className="max-w-80 truncate" title={job.errorMessage}>
            {job.errorMessage}
          </small>
        )}
      </>
    ),
    sortBy: (job) => job.status,
  },
  {
    id: 'step',
    header: 'Step',
    isNumber: true,
    cell: (job) => `${formatCount(job.step)} of ${formatCount(job.stepsTotal)}`,
    isEmpty: (job) => job.stepsTotal === 0,
  },
  {
    id: 'worker',
    header: 'Worker',
    cell: (job) => <code title={job.workerId ?? ''}>{job.workerId?.slice(0, 10)}…</code>,
    isEmpty: (job) => job.workerId === null,
  },
  {
    id: 'attempts',
    header: 'Attempts',
    isNumber: true,
    cell: (job) => job.attempts,
    isEmpty: (job) => job.attempts === 0,
  },
  {
    id: 'took',
    header: 'Took',
    isNumber: true,
    cell: (job) =>
      job.startedAt && job.finishedAt && formatDuration(job.finishedAt.getTime() - job.startedAt.getTime()),
    isEmpty: (job) => job.startedAt === null || job.finishedAt === null,
  },
  {
    id: 'created',
    header: 'Created',
    isNumber: true,
    place: 'main',
    cell: (job) => <RelativeTime at={job.createdAt} />,
    sortBy: (job) => job.createdAt,
  },
];
