'use client';

import type { OperatorJob } from '@modelmint/db/system/operator-jobs';
import { SlidersHorizontal } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { formatCount, formatDuration } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { ListEmpty } from '../../../ui/list-empty.tsx';
import { ListFilter } from '../../../ui/list-filter.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { useUrlFilters } from '../../../ui/use-url-filters.ts';
import { rowsShownMax } from '../rows-shown-max.ts';
import type { JobDetail } from '../server/jobs.ts';
import { useConsolePages } from './console-pages.tsx';
import { CancelDialog, RetryDialog } from './job-dialogs.tsx';
import { JobDrawer } from './job-drawer.tsx';
import { isLive, jobKinds, mayRetry } from './job-looks.ts';
import { OrganizationLink } from './organization-link.tsx';

type Asked = { act: 'cancel' | 'retry'; job: OperatorJob };

interface JobPanelProps {
  jobs: readonly OperatorJob[];
  isFiltered: boolean;
  /** What the drawer shows: `?job=` in the URL. */
  shown: JobDetail | null;
}

export function JobPanel({ jobs, isFiltered, shown }: JobPanelProps) {
  const t = useTranslations('operator');
  const [asked, setAsked] = useState<Asked | null>(null);
  const path = usePathname();
  const { set } = useUrlFilters();
  const show = (id: string | null) => set({ job: id });
  const pages = useConsolePages(jobs, rowsShownMax);
  return (
    <>
      <ListFilter
        label={t('jobs.filter')}
        states={[
          { value: 'live', label: t('jobs.states.live') },
          { value: 'failed', label: t('jobs.states.failed') },
          { value: 'ended', label: t('jobs.states.ended') },
        ]}
      />
      <Panel title={t('jobs.title')} aside={t('jobs.order')} foot={pages} isFlush>
        <DataTable
          label={t('jobs.title')}
          columns={columnsOf(t, { onShow: show, onAsk: setAsked })}
          rows={jobs}
          idOf={(job) => job.id}
          {...(shown === null ? {} : { selectedId: shown.id })}
          empty={
            <ListEmpty
              isFiltered={isFiltered}
              all={{ label: t('jobs.showAll'), href: `${path}?tab=jobs` }}
              icon={<Icon of={SlidersHorizontal} />}
              title={t('jobs.empty.title')}
              actions={null}
            >
              {t('jobs.empty.text')}
            </ListEmpty>
          }
        />
      </Panel>
      <JobDrawer
        job={shown}
        onClose={() => show(null)}
        onCancel={(job) => setAsked({ act: 'cancel', job })}
        onRetry={(job) => setAsked({ act: 'retry', job })}
      />
      {asked?.act === 'cancel' && <CancelDialog job={asked.job} onClose={() => setAsked(null)} />}
      {asked?.act === 'retry' && <RetryDialog job={asked.job} onClose={() => setAsked(null)} onMade={show} />}
    </>
  );
}

interface JobActs {
  onShow: (id: string) => void;
  onAsk: (asked: Asked) => void;
}

function columnsOf(t: Translate<'operator'>, { onShow, onAsk }: JobActs): Column<OperatorJob>[] {
  return [
    {
      id: 'job',
      header: t('jobs.job'),
      place: 'lead',
      cell: (job) => (
        <>
          <button type="button" className="text-left hover:underline" onClick={() => onShow(job.id)} title={job.id}>
            <code>{`${job.id.slice(0, 14)}…`}</code>
          </button>
          <small className="max-md:block!">{t(`jobs.kinds.${job.kind}`)}</small>
        </>
      ),
    },
    {
      id: 'organization',
      header: t('organization'),
      cell: (job) => <OrganizationLink id={job.organizationId} name={job.organizationName} />,
      sortBy: (job) => job.organizationName,
    },
    {
      id: 'status',
      header: t('state'),
      cell: (job) => (
        <>
          <Status kind={jobKinds[job.status] ?? 'open'} />
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
      header: t('jobs.done'),
      isNumber: true,
      cell: (job) => t('jobs.doneOf', { done: formatCount(job.done), total: formatCount(job.total) }),
      isEmpty: (job) => job.total === 0,
    },
    {
      id: 'worker',
      header: t('jobs.worker'),
      cell: (job) => <code title={job.workerId ?? ''}>{job.workerId?.slice(0, 10)}…</code>,
      isEmpty: (job) => job.workerId === null,
    },
    {
      id: 'attempts',
      header: t('jobs.attempts'),
      isNumber: true,
      cell: (job) => job.attempts,
      isEmpty: (job) => job.attempts === 0,
    },
    {
      id: 'took',
      header: t('jobs.took'),
      isNumber: true,
      cell: (job) =>
        job.startedAt && job.finishedAt && formatDuration(job.finishedAt.getTime() - job.startedAt.getTime()),
      isEmpty: (job) => job.startedAt === null || job.finishedAt === null,
    },
    {
      id: 'created',
      header: t('created'),
      isNumber: true,
      place: 'main',
      cell: (job) => <RelativeTime at={job.createdAt} />,
      sortBy: (job) => job.createdAt,
    },
    { id: 'actions', header: '', place: 'actions', cell: (job) => <JobAct job={job} onAsk={onAsk} /> },
  ];
}

function JobAct({ job, onAsk }: { job: OperatorJob; onAsk: JobActs['onAsk'] }) {
  const t = useTranslations('operator');
  const name = job.organizationName;
  if (isLive(job))
    return (
      <Button
        size="small"
        variant="danger"
        aria-label={t('jobs.cancel.title', { name })}
        onClick={() => onAsk({ act: 'cancel', job })}
      >
        {t('jobs.cancel.button')}
      </Button>
    );
  return (
    mayRetry(job) && (
      <Button size="small" aria-label={t('jobs.retry.name', { name })} onClick={() => onAsk({ act: 'retry', job })}>
        {t('jobs.retry.button')}
      </Button>
    )
  );
}
