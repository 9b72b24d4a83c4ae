import { useTranslations } from 'next-intl';
import { CopyId } from '../../../ui/copy-id.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { SupportView } from '../../support/server/read-support.ts';
import { SupportPanel } from '../../support/ui/support-panel.tsx';
import type { OrganizationView } from '../server/read-organization.ts';
import { DangerPanel } from './danger-panel.tsx';
import { LeavePanel } from './leave-panel.tsx';
import { RenamePanel } from './rename-panel.tsx';

interface SettingsPageProps {
  organization: OrganizationView;
  canWrite: boolean;
  /** null for those who may not say it. */
  support: SupportView | null;
  /** Support cannot leave: it never came to stay. */
  canLeave: boolean;
}

export function SettingsPage({ organization, canWrite, support, canLeave }: SettingsPageProps) {
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
      {support !== null && <SupportPanel organizationId={organization.id} support={support} />}
      {canLeave && <LeavePanel organization={organization} />}
      {organization.belongings !== null && <DangerPanel organization={organization} />}
    </Page>
  );
}
