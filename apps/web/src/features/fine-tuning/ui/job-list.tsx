'use client';

import { SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { createdColumn } from '../../../ui/created-column.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatAmount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import { taskName } from '../../../ui/task-name.ts';
import type { JobView } from '../server/job-view.ts';
import { CompareBar } from './compare-bar.tsx';
import { jobName } from './job-name.ts';
import { JobStatus } from './job-status.tsx';
import { resultRank, resultWords } from './training-result.ts';

interface JobListProps {
  projectId: string;
  /** null while they are on their way. */
  jobs: readonly JobView[] | null;
  /** True when a filter may hide some. */
  isFiltered: boolean;
  canWrite: boolean;
  /** True where some of the jobs can be set side by side. */
  canCompare?: boolean;
}

const isOver = ({ status }: JobView): boolean => ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(status);

interface Choice {
  chosen: readonly string[];
  choose: (jobId: string, isChosen: boolean) => void;
}

function choiceColumn(t: Translate<'fineTuning'>, { chosen, choose }: Choice): Column<JobView> {
  return {
    id: 'choice',
    header: t('compare.action'),
    place: 'actions',
    width: '40px',
    cell: (job) => (
      <Checkbox
        label={t('compare.choose', { name: jobName(job) })}
        isLabelHidden
        checked={chosen.includes(job.id)}
        onCheckedChange={(isChosen) => choose(job.id, isChosen)}
      />
    ),
  };
}

function columnsOf(t: Translate<'fineTuning'>, projectId: string): Column<JobView>[] {
  const home = `/projects/${projectId}`;
  return [
    {
      id: 'job',
      header: t('list.column.job'),
      place: 'lead',
      sortBy: jobName,
      cell: (job) => (
        <>
          <Link href={`${home}/fine-tuning/${job.id}`} className="hover:underline">
            {jobName(job)}
          </Link>
          {job.tags.length > 0 && <small className="max-md:block!">{job.tags.join(' · ')}</small>}
        </>
      ),
    },
    {
      id: 'state',
      header: t('list.column.state'),
      cell: (job) => <JobStatus job={job} />,
      sortBy: ({ status }) => status,
    },
    {
      id: 'base',
      header: t('list.column.base'),
      cell: ({ baseModel, task }) => (
        <>
          {baseModel}
          <small className="max-md:hidden">{taskName(task)}</small>
        </>
      ),
      sortBy: ({ baseModel }) => baseModel,
    },
    {
      id: 'data',
      header: t('list.column.data'),
      cell: ({ dataset }) => `${dataset.name} v${dataset.versionNumber}`,
      sortBy: ({ dataset }) => dataset.name,
    },
    {
      id: 'result',
      header: t('list.column.result'),
      isNumber: true,
      place: 'main',
      isEmpty: (job) => resultOf(t, job) === null,
      cell: (job) => resultOf(t, job),
      sortBy: ({ metrics }) => (metrics === null ? null : resultRank(metrics)),
    },
    {
      id: 'price',
      header: t('list.column.price'),
      isNumber: true,
      cell: (job) => priceOf(t, job),
      sortBy: ({ costMicros }) => costMicros,
    },
    createdColumn(t('settings.created')),
  ];
}

function resultOf(t: Translate<'fineTuning'>, { status, metrics, error }: JobView): string | null {
  if (metrics !== null) return resultWords(metrics);
  return status === 'FAILED' && error !== null
    ? error.fault === 'CUSTOMER'
      ? t('list.seeReason')
      : t('list.ourFault')
    : null;
}

function priceOf(t: Translate<'fineTuning'>, job: JobView): string {
  if (isOver(job)) return formatAmount(job.costMicros);
  const held = formatAmount(job.estimatedMicros);
  return job.status === 'RUNNING'
    ? t('list.ofHeld', { spent: formatAmount(job.costMicros), held })
    : t('list.held', { held });
}

export function JobList({ projectId, jobs, isFiltered, canWrite, canCompare = false }: JobListProps) {
  const t = useTranslations('fineTuning');
  const home = `/projects/${projectId}`;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const choice: Choice = {
    chosen,
    choose: (jobId, isChosen) => setChosen(isChosen ? [...chosen, jobId] : chosen.filter((id) => id !== jobId)),
  };
  const hasChoice = canCompare && jobs !== null && jobs.length > 1;
  const table = (
    <DataTable
      label={t('list.label')}
      columns={[...(hasChoice ? [choiceColumn(t, choice)] : []), ...columnsOf(t, projectId)]}
      rows={jobs}
      idOf={({ id }) => id}
      empty={
        <ListEmpty
          isFiltered={isFiltered}
          all={{ label: t('list.showAll'), href: `${home}/fine-tuning` }}
          icon={<Icon of={SlidersHorizontal} />}
          title={t('list.empty')}
          actions={
            canWrite && (
              <>
                <LinkButton variant="primary" href={`${home}/fine-tuning/new`}>
                  {t('new.title')}
                </LinkButton>
                <Link className="link" href={`${home}/data/new`}>
                  {t('list.uploadFirst')}
                </Link>
              </>
            )
          }
        >
          {t('list.emptyDetail')}
        </ListEmpty>
      }
    />
  );
  if (chosen.length === 0) return table;
  return (
    <>
      <CompareBar home={`${home}/fine-tuning`} chosen={chosen} onClear={() => setChosen([])} />
      {table}
    </>
  );
}
