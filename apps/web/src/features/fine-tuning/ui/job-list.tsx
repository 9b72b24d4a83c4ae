'use client';

import { taskNames } from '@modelmint/domain/task';
import { SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { createdColumn } from '../../../ui/created-column.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatAmount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import type { JobView } from '../server/job-view.ts';
import { jobName } from './job-name.ts';
import { JobStatus } from './job-status.tsx';
import { readTrainingResult, resultRank, resultWords } from './training-result.ts';

interface JobListProps {
  projectId: string;
  /** null while they are on their way. */
  jobs: readonly JobView[] | null;
  /** True when a filter may hide some. */
  isFiltered: boolean;
  canWrite: boolean;
}

const isOver = ({ status }: JobView): boolean => ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(status);

function columnsOf(projectId: string): Column<JobView>[] {
  const home = `/projects/${projectId}`;
  return [
    {
      id: 'job',
      header: 'Job',
      place: 'lead',
      sortBy: jobName,
      cell: (job) => (
        <Link href={`${home}/fine-tuning/${job.id}`} className="hover:underline">
          {jobName(job)}
        </Link>
      ),
    },
    { id: 'state', header: 'State', cell: (job) => <JobStatus job={job} />, sortBy: ({ status }) => status },
    {
      id: 'base',
      header: 'Base model',
      cell: ({ baseModel, task }) => (
        <>
          {baseModel}
          <small className="max-md:hidden">{taskNames[task]}</small>
        </>
      ),
      sortBy: ({ baseModel }) => baseModel,
    },
    {
      id: 'data',
      header: 'Data',
      cell: ({ dataset }) => `${dataset.name} v${dataset.versionNumber}`,
      sortBy: ({ dataset }) => dataset.name,
    },
    {
      id: 'result',
      header: 'Result',
      isNumber: true,
      place: 'main',
      isEmpty: (job) => resultOf(job) === null,
      cell: resultOf,
      sortBy: ({ metrics }) => {
        const result = readTrainingResult(metrics);
        return result === null ? null : resultRank(result);
      },
    },
    {
      id: 'price',
      header: 'Price',
      isNumber: true,
      cell: priceOf,
      sortBy: ({ costMicros }) => costMicros,
    },
    createdColumn(),
  ];
}

function resultOf({ status, metrics, error }: JobView): string | null {
  const result = readTrainingResult(metrics);
  if (result !== null) return resultWords(result);
  return status === 'FAILED' && error !== null ? (error.fault === 'CUSTOMER' ? 'see the reason' : 'our fault') : null;
}

function priceOf(job: JobView): string {
  if (isOver(job)) return formatAmount(job.costMicros);
  const held = formatAmount(job.estimatedMicros);
  return job.status === 'RUNNING' ? `${formatAmount(job.costMicros)} of ${held}` : `${held} held`;
}

export function JobList({ projectId, jobs, isFiltered, canWrite }: JobListProps) {
  const home = `/projects/${projectId}`;
  return (
    <DataTable
      label="Fine-tuning jobs"
      columns={columnsOf(projectId)}
      rows={jobs}
      idOf={({ id }) => id}
      empty={
        <ListEmpty
          isFiltered={isFiltered}
          all={{ label: 'Show all jobs', href: `${home}/fine-tuning` }}
          icon={<Icon of={SlidersHorizontal} />}
          title="No fine-tuning jobs yet"
          actions={
            canWrite && (
              <>
                <LinkButton variant="primary" href={`${home}/fine-tuning/new`}>
                  New fine-tuning job
                </LinkButton>
                <Link className="link" href={`${home}/data/new`}>
                  Upload data first
                </Link>
              </>
            )
          }
        >
          A job teaches a base model what your data shows. You see the price and the time before it starts.
        </ListEmpty>
      }
    />
  );
}
