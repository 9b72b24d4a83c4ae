import { useTranslations } from 'next-intl';
import { CopyId } from '../../../ui/copy-id.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { OrganizationView } from '../server/read-organization.ts';
import { DangerPanel } from './danger-panel.tsx';
import { LeavePanel } from './leave-panel.tsx';
import { RenamePanel } from './rename-panel.tsx';

interface SettingsPageProps {
  organization: OrganizationView;
  canWrite: boolean;
}

export function SettingsPage({ organization, canWrite }: SettingsPageProps) {
  const t = useTranslations('organization');
  return (
    <Page>
      <PageHeader
        title={t('settings.title')}
        facts={[
          <CopyId key="id" id={organization.id} what={t('settings.id')} />,
          <span key="made">
            {t.rich('settings.made', { time: () => <RelativeTime at={organization.createdAt} /> })}
          </span>,
        ]}
      />
      {/* A rename by somebody else starts the form anew. */}
      <RenamePanel key={organization.version} organization={organization} canWrite={canWrite} />
      <LeavePanel organization={organization} />
      {organization.belongings !== null && <DangerPanel organization={organization} />}
    </Page>
  );
}
