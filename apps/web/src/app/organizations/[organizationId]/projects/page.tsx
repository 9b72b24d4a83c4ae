import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { organizationPage } from '../../../../features/organization/server/page-context.ts';
import { mayNow } from '../../../../features/organization/server/principal.ts';
import { listProjects } from '../../../../features/project/server/list-projects.ts';
import { ProjectsPage } from '../../../../features/project/ui/projects-page.tsx';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('project');
  return { title: t('title') };
}

interface OrganizationProjectsProps {
  params: Promise<{ organizationId: string }>;
  searchParams: Promise<{ q?: string; state?: string }>;
}

export default async function OrganizationProjects({ params, searchParams }: OrganizationProjectsProps) {
  const { organizationId } = await params;
  const { q = '', state } = await searchParams;
  const { deps, principal } = await organizationPage(organizationId);
  const projects = await listProjects(deps, principal);
  const wanted = q.toLowerCase();
  const shown = projects.filter(
    ({ id, name, archivedAt }) =>
      (name.toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted)) &&
      (state === undefined || (archivedAt === null ? 'active' : 'archived') === state),
  );
  return (
    <ClientMessages namespaces={['project']}>
      <ProjectsPage
        organizationId={organizationId}
        projects={shown}
        canWrite={mayNow(principal, 'project.write')}
        isFiltered={projects.length > 0}
      />
    </ClientMessages>
  );
}
