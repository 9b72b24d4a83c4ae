import { Box } from 'lucide-react';
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
import { NewInference } from './new-inference.tsx';
import type { NewInferenceProps } from './new-inference-props.ts';

interface NewInferencePageProps extends NewInferenceProps {
  isVerified: boolean;
}

export function NewInferencePage({ isVerified, ...props }: NewInferencePageProps) {
  const t = useTranslations('inference');
  const { projectId, targets } = props;
  return (
    <Page>
      <PageCrumb name={t('new.crumb')} />
      <PageHeader title={t('new.title')} facts={[t('new.fact')]} />
      {!isVerified && <Note tone="warning">{t('new.confirmFirst')}</Note>}
      {isVerified && (targets.length === 0 ? <NoModel projectId={projectId} /> : <NewInference {...props} />)}
    </Page>
  );
}

function NoModel({ projectId }: { projectId: string }) {
  const t = useTranslations('inference');
  return (
    <Panel>
      <EmptyState
        icon={<Icon of={Box} />}
        title={t('new.needsModel')}
        actions={
          <>
            <LinkButton variant="primary" href={`/projects/${projectId}/fine-tuning/new`}>
              {t('new.fineTune')}
            </LinkButton>
            <Link className="link" href={`/projects/${projectId}/models`}>
              {t('new.import')}
            </Link>
          </>
        }
      >
        {t('new.needsModelDetail')}
      </EmptyState>
    </Panel>
  );
}
