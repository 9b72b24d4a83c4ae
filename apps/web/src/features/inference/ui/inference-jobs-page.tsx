import { Plus } from 'lucide-react';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListFilter } from '../../../ui/list-filter.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import type { NamedInference } from '../server/name-files.ts';
import { InferenceList } from './inference-list.tsx';

interface InferenceJobsPageProps {
  projectId: string;
  /** Those that the filter shows; null while they are on their way. */
  jobs: readonly NamedInference[] | null;
  /** True when the project has no job at all. */
  isNew: boolean;
  /** The page with older ones. */
  olderHref: string | null;
  canWrite: boolean;
}

const states = [
  { value: 'running', label: 'Running' },
  { value: 'queued', label: 'Queued' },
  { value: 'validating', label: 'Validating' },
  { value: 'completed', label: 'Completed' },
  { value: 'failed', label: 'Failed' },
  { value: 'cancelled', label: 'Cancelled' },
  { value: 'expired', label: 'Expired' },
];

export function InferenceJobsPage({ projectId, jobs, isNew, olderHref, canWrite }: InferenceJobsPageProps) {
  return (
    <Page>
      {jobs !== null && (
        <RefreshOnRows projectId={projectId} kinds={['inference']} isMoving={jobs.some(({ isOver }) => !isOver)} />
      )}
      <PageHeader
        title="Inference jobs"
        facts={['Files of rows that a model answers while you do something else.']}
        primary={
          canWrite &&
          !isNew && (
            <LinkButton variant="primary" icon={<Icon of={Plus} />} href={`/projects/${projectId}/inference/new`}>
              New inference job
            </LinkButton>
          )
        }
      />
      {!isNew && <ListFilter label="Filter inference jobs" states={states} />}
      <Panel
        isFlush
        foot={
          olderHref !== null && (
            <>
              <span>Newest first</span>
              <LinkButton size="small" href={olderHref}>
                Show older jobs
              </LinkButton>
            </>
          )
        }
      >
        <InferenceList projectId={projectId} jobs={jobs} isFiltered={!isNew} canWrite={canWrite} />
      </Panel>
    </Page>
  );
}
