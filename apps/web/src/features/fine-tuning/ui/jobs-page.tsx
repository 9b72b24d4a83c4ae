import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListFilter } from '../../../ui/list-filter.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import type { JobView } from '../server/job-view.ts';
import { JobList } from './job-list.tsx';
import { TagFilter } from './tag-filter.tsx';

interface JobsPageProps {
  projectId: string;
  /** Those that the filter shows; null while they are on their way. */
  jobs: readonly JobView[] | null;
  /** True when the project has no job at all. */
  isNew: boolean;
  /** The page with older ones. */
  olderHref: string | null;
  /** Those that jobs of the project have. */
  tags: readonly string[];
  canWrite: boolean;
}

const states = ['running', 'queued', 'validating_files', 'succeeded', 'failed', 'cancelled'] as const;

export function JobsPage({ projectId, jobs, isNew, olderHref, tags, canWrite }: JobsPageProps) {
  const t = useTranslations('fineTuning');
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
        title={t('list.title')}
        facts={[t('list.fact')]}
        primary={
          canWrite &&
          !isNew && (
            <LinkButton variant="primary" icon={<Icon of={Plus} />} href={`${home}/new`}>
              {t('new.title')}
            </LinkButton>
          )
        }
      />
      {!isNew && (
        <div className="flex flex-wrap items-center gap-2">
          <ListFilter
            label={t('list.filter')}
            states={states.map((value) => ({ value, label: t(`list.state.${value}`) }))}
          />
          {tags.length > 0 && <TagFilter tags={tags} />}
        </div>
      )}
      <Panel
        isFlush
        foot={
          olderHref !== null && (
            <>
              <span>{t('list.newestFirst')}</span>
              <LinkButton size="small" href={olderHref}>
                {t('list.older')}
              </LinkButton>
            </>
          )
        }
      >
        <JobList projectId={projectId} jobs={jobs} isFiltered={!isNew} canWrite={canWrite} canCompare />
      </Panel>
    </Page>
  );
}
