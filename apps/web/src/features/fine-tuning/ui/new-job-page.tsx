import { Database } from 'lucide-react';
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
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { NewJob } from './new-job.tsx';
import type { NewJobProps } from './new-job-props.ts';

interface NewJobPageProps extends NewJobProps {
  isVerified: boolean;
}

export function NewJobPage({ isVerified, ...props }: NewJobPageProps) {
  const t = useTranslations('fineTuning');
  const { projectId, data } = props;
  return (
    <Page>
      <PageCrumb name={t('new.crumb')} />
      <RefreshOnRows
        projectId={projectId}
        kinds={['dataset', 'wallet', 'base_model']}
        isMoving={data.some(({ blockedBecause }) => blockedBecause !== null)}
      />
      <PageHeader title={t('new.title')} facts={[t('new.fact')]} />
      {!isVerified && <Note tone="warning">{t('new.confirmFirst')}</Note>}
      {data.length === 0 ? <NoData projectId={projectId} /> : <NewJob {...props} />}
    </Page>
  );
}

function NoData({ projectId }: { projectId: string }) {
  const t = useTranslations('fineTuning');
  return (
    <Panel>
      <EmptyState
        icon={<Icon of={Database} />}
        title={t('new.needsData')}
        actions={
          <>
            <LinkButton variant="primary" href={`/projects/${projectId}/data/new`}>
              {t('list.uploadData')}
            </LinkButton>
            <Link className="link" href={`/projects/${projectId}/api-keys`}>
              {t('new.uploadByApi')}
            </Link>
          </>
        }
      >
        {t('new.needsDataDetail')}
      </EmptyState>
    </Panel>
  );
}
