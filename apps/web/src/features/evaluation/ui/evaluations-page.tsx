import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { ListFilter } from '../../../ui/list-filter.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import type { ListedEvaluation } from '../server/evaluation-view.ts';
import { EvaluationList } from './evaluation-list.tsx';

interface EvaluationsPageProps {
  projectId: string;
  /** Those that the filter shows; null while they are on their way. */
  evaluations: readonly ListedEvaluation[] | null;
  /** True when the project has none at all. */
  isNew: boolean;
  olderHref: string | null;
  canWrite: boolean;
}

const states = ['running', 'queued', 'validating', 'completed', 'failed', 'cancelled', 'expired'] as const;

export function EvaluationsPage({ projectId, evaluations, isNew, olderHref, canWrite }: EvaluationsPageProps) {
  const t = useTranslations('evaluation');
  const ui = useTranslations('ui');
  const wordOf = (state: (typeof states)[number]) =>
    state === 'completed' ? t('state.completed') : ui(`status.${state}`);
  return (
    <Page>
      {evaluations !== null && (
        <RefreshOnRows
          projectId={projectId}
          kinds={['evaluation']}
          isMoving={evaluations.some(({ job }) => !job.isOver)}
        />
      )}
      <PageHeader
        title={t('list.title')}
        facts={[t('list.fact')]}
        primary={
          canWrite &&
          !isNew && (
            <LinkButton variant="primary" icon={<Icon of={Plus} />} href={`/projects/${projectId}/evaluations/new`}>
              {t('list.new')}
            </LinkButton>
          )
        }
      />
      {!isNew && (
        <ListFilter label={t('list.filter')} states={states.map((value) => ({ value, label: wordOf(value) }))} />
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
        <EvaluationList projectId={projectId} evaluations={evaluations} isFiltered={!isNew} canWrite={canWrite} />
      </Panel>
    </Page>
  );
}
