import type { ReactNode } from 'react';
import { AnnouncementBanner } from '../../../features/operator/ui/announcement-banner.tsx';
import { organizationPage } from '../../../features/organization/server/page-context.ts';
import { readShell } from '../../../features/organization/server/read-shell.ts';
import { ProjectShell } from '../../../features/organization/ui/project-shell.tsx';
import { ClientMessages } from '../../../i18n/client-messages.tsx';

interface OrganizationLayoutProps {
  params: Promise<{ organizationId: string }>;
  children: ReactNode;
}

export default async function OrganizationLayout({ params, children }: OrganizationLayoutProps) {
  const { organizationId } = await params;
  const { deps, ...place } = await organizationPage(organizationId);
  const shell = await readShell(deps, place);
  return (
    <ClientMessages namespaces={['notification']}>
      <ProjectShell shell={shell} place={place.organization.name} placeId={place.organization.id}>
        <AnnouncementBanner />
        {children}
      </ProjectShell>
    </ClientMessages>
  );
}
