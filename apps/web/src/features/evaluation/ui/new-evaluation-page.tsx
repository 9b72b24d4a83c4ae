import { Box, Database } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { NewEvaluation, type NewEvaluationProps } from './new-evaluation.tsx';

interface NewEvaluationPageProps extends NewEvaluationProps {
  isVerified: boolean;
}

export function NewEvaluationPage({ isVerified, ...props }: NewEvaluationPageProps) {
  const t = useTranslations('evaluation');
  const { projectId, targets, datasets } = props;
  const form = () => {
    if (targets.length === 0) return <NoModel projectId={projectId} />;
    return datasets.length === 0 ? <NoData projectId={projectId} /> : <NewEvaluation {...props} />;
  };
  return (
    <Page>
      <PageCrumb name={t('new.crumb')} />
      <PageHeader title={t('new.title')} facts={[t('new.fact')]} />
      {isVerified ? form() : <Note tone="warning">{t('new.confirmMail')}</Note>}
    </Page>
  );
}

function NoModel({ projectId }: { projectId: string }) {
  const t = useTranslations('evaluation');
  return (
    <Panel>
      <EmptyState
        icon={<Icon of={Box} />}
        title={t('new.noModel')}
        actions={
          <>
            <LinkButton variant="primary" href={`/projects/${projectId}/fine-tuning/new`}>
              {t('new.newJob')}
            </LinkButton>
            <Link className="link" href={`/projects/${projectId}/models`}>
              {t('new.import')}
            </Link>
          </>
        }
      >
        {t('new.noModelText')}
      </EmptyState>
    </Panel>
  );
}

function NoData({ projectId }: { projectId: string }) {
  const t = useTranslations('evaluation');
  return (
    <Panel>
      <EmptyState
        icon={<Icon of={Database} />}
        title={t('new.noData')}
        actions={
          <LinkButton variant="primary" href={`/projects/${projectId}/data/new`}>
            {t('new.addData')}
          </LinkButton>
        }
      >
        {t('new.noDataText')}
      </EmptyState>
    </Panel>
  );
}
