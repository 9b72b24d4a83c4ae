import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { projectPage } from '../../../features/organization/server/page-context.ts';
import { readShell } from '../../../features/organization/server/read-shell.ts';
import { ProjectShell } from '../../../features/organization/ui/project-shell.tsx';

interface ProjectLayoutProps {
  params: Promise<{ projectId: string }>;
  children: ReactNode;
}

export default async function ProjectLayout({ params, children }: ProjectLayoutProps) {
  const { projectId } = await params;
  const { deps, principal, user, project } = await projectPage(projectId);
  const { organizationId, role } = principal;
  const shell = await readShell(deps, { user, organizationId, role, projectId });
  if (shell === null) notFound();
  return (
    <ProjectShell shell={shell} place={project.name}>
      {children}
    </ProjectShell>
  );
}
