'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { formatCount } from '../../../ui/format.ts';
import { formatExactTime } from '../../../ui/format-time.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Money } from '../../../ui/money.tsx';
import { Note } from '../../../ui/note.tsx';
import { Status } from '../../../ui/status.tsx';
import type { JobDetail } from '../server/jobs.ts';
import { isLive, jobKinds, mayRetry } from './job-looks.ts';
import { OrganizationLink } from './organization-link.tsx';

interface JobDrawerProps {
  job: JobDetail | null;
  onClose: () => void;
  onCancel: (job: JobDetail) => void;
  onRetry: (job: JobDetail) => void;
}

/** One job: what happened to it, and what it has said. Never its data. */
export function JobDrawer({ job, onClose, onCancel, onRetry }: JobDrawerProps) {
  const t = useTranslations('operator');
  return (
    <Drawer
      isOpen={job !== null}
      onOpenChange={onClose}
      title={job === null ? '' : t(`jobs.kinds.${job.kind}`)}
      {...(job === null ? {} : { description: job.organizationName })}
    >
      {job !== null && (
        <>
          {job.errorMessage !== null && <Note tone="danger">{job.errorMessage}</Note>}
          <Facts job={job} />
          <div className="flex flex-wrap gap-2">
            {isLive(job) && (
              <Button size="small" variant="danger" onClick={() => onCancel(job)}>
                {t('jobs.cancel.action')}
              </Button>
            )}
            {mayRetry(job) && (
              <Button size="small" onClick={() => onRetry(job)}>
                {t('jobs.retry.action')}
              </Button>
            )}
          </div>
          <Log job={job} />
        </>
      )}
    </Drawer>
  );
}

function Facts({ job }: { job: JobDetail }) {
  const t = useTranslations('operator');
  const time = (at: Date | null) => (at === null ? '–' : formatExactTime(at));
  return (
    <KeyValues
      rows={[
        { label: t('state'), value: <Status kind={jobKinds[job.status] ?? 'open'} /> },
        { label: t('jobs.job'), value: <CopyId id={job.id} what={t('jobs.jobId')} /> },
        { label: t('organization'), value: <OrganizationLink id={job.organizationId} name={job.organizationName} /> },
        { label: t('jobs.model'), value: <span className="[overflow-wrap:anywhere]">{job.model || '–'}</span> },
        {
          label: t('jobs.done'),
          value: t('jobs.doneOf', { done: formatCount(job.done), total: formatCount(job.total) }),
        },
        { label: t('jobs.attempts'), value: formatCount(job.attempts) },
        { label: t('jobs.worker'), value: job.workerId === null ? '–' : <code>{job.workerId}</code> },
        { label: t('jobs.charged'), value: <Money micros={job.chargedMicros} /> },
        { label: t('created'), value: time(job.createdAt) },
        { label: t('jobs.started'), value: time(job.startedAt) },
        { label: t('jobs.finished'), value: time(job.finishedAt) },
      ]}
    />
  );
}

function Log({ job: { kind, log } }: { job: JobDetail }) {
  const t = useTranslations('operator');
  if (kind === 'inference') return null;
  return (
    <section className="grid gap-2 border-t border-line pt-3">
      <h3 className="font-medium">{t('jobs.log')}</h3>
      {log.length === 0 && <p className="text-fg-3">{t('jobs.noLog')}</p>}
      <ol className="grid gap-1.5">
        {log.map((line) => (
          <li key={line.id} className="grid gap-x-3 text-small md:grid-cols-[auto_minmax(0,1fr)]">
            <time className="whitespace-nowrap text-fg-3 tabular-nums" dateTime={line.createdAt.toISOString()}>
              {formatExactTime(line.createdAt)}
            </time>
            <span className={line.level === 'error' ? 'text-danger' : 'text-fg-2'}>
              <bdi className="[overflow-wrap:anywhere]">{line.message}</bdi>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
