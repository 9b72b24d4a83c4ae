import type { ReactNode } from 'react';
import { AnnouncementBanner } from '../../../features/operator/ui/announcement-banner.tsx';
import { projectPage } from '../../../features/organization/server/page-context.ts';
import { readShell } from '../../../features/organization/server/read-shell.ts';
import { ProjectShell } from '../../../features/organization/ui/project-shell.tsx';
import { ClientMessages } from '../../../i18n/client-messages.tsx';

interface ProjectLayoutProps {
  params: Promise<{ projectId: string }>;
  children: ReactNode;
}

export default async function ProjectLayout({ params, children }: ProjectLayoutProps) {
  const { projectId } = await params;
  const { deps, ...place } = await projectPage(projectId);
  const shell = await readShell(deps, place);
  return (
    <ClientMessages namespaces={['notification']}>
      <ProjectShell shell={shell} place={place.project.name} placeId={place.project.id}>
        <AnnouncementBanner />
        {children}
      </ProjectShell>
    </ClientMessages>
  );
}
