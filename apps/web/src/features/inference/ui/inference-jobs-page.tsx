import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
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

const states = ['running', 'queued', 'validating', 'completed', 'failed', 'cancelled', 'expired'] as const;

export function InferenceJobsPage({ projectId, jobs, isNew, olderHref, canWrite }: InferenceJobsPageProps) {
  const t = useTranslations('inference');
  return (
    <Page>
      {jobs !== null && (
        <RefreshOnRows projectId={projectId} kinds={['inference']} isMoving={jobs.some(({ isOver }) => !isOver)} />
      )}
      <PageHeader
        title={t('list.title')}
        facts={[t('list.fact')]}
        primary={
          canWrite &&
          !isNew && (
            <LinkButton variant="primary" icon={<Icon of={Plus} />} href={`/projects/${projectId}/inference/new`}>
              {t('new.title')}
            </LinkButton>
          )
        }
      />
      {!isNew && (
        <ListFilter
          label={t('list.filter')}
          states={states.map((value) => ({ value, label: t(`list.status.${value}`) }))}
        />
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
        <InferenceList projectId={projectId} jobs={jobs} isFiltered={!isNew} canWrite={canWrite} />
      </Panel>
    </Page>
  );
}
