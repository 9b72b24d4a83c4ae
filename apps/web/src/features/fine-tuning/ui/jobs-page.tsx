import { Plus } from 'lucide-react';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListFilter } from '../../../ui/list-filter.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import type { JobView } from '../server/job-view.ts';
import { JobList } from './job-list.tsx';

interface JobsPageProps {
  projectId: string;
  /** Those that the filter shows; null while they are on their way. */
  jobs: readonly JobView[] | null;
  /** True when the project has no job at all. */
  isNew: boolean;
  /** Of the last job here, when older ones are there. */
  olderAfter: string | null;
  canWrite: boolean;
}

const states = [
  { value: 'running', label: 'Running' },
  { value: 'queued', label: 'Queued' },
  { value: 'validating_files', label: 'Validating' },
  { value: 'succeeded', label: 'Succeeded' },
  { value: 'failed', label: 'Failed' },
  { value: 'cancelled', label: 'Cancelled' },
];

export function JobsPage({ projectId, jobs, isNew, olderAfter, canWrite }: JobsPageProps) {
  const home = `/projects/${projectId}/fine-tuning`;
  return (
    <Page>
      {jobs !== null && (
        <RefreshOnRows
          projectId={projectId}
          kinds={['job']}
          isMoving={jobs.some(({ finishedAt }) => finishedAt === null)}
        />
      )}
      <PageHeader
        title="Fine-tuning"
        facts={['Jobs that teach a base model what your data shows.']}
        primary={
          canWrite &&
          !isNew && (
            <LinkButton variant="primary" icon={<Icon of={Plus} />} href={`${home}/new`}>
              New fine-tuning job
            </LinkButton>
          )
        }
      />
      {!isNew && <ListFilter label="Filter jobs" states={states} />}
      <Panel
        isFlush
        foot={
          olderAfter !== null && (
            <>
              <span>Newest first</span>
              <LinkButton size="small" href={`${home}?after=${olderAfter}`}>
                Show older jobs
              </LinkButton>
            </>
          )
        }
      >
        <JobList projectId={projectId} jobs={jobs} isFiltered={!isNew} canWrite={canWrite} />
      </Panel>
    </Page>
  );
}
