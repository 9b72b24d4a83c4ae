import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { readOverview } from '../../../../features/overview/server/read-overview.ts';
import { OverviewPage } from '../../../../features/overview/ui/overview-page.tsx';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview');
  return { title: t('title') };
}

export default async function ProjectOverview({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { deps, principal, project, organization } = await projectPage(projectId);
  if (!can(principal.role, 'project.read')) {
    const t = await getTranslations('overview');
    return <RoleDenied title={t('title')} role={principal.role} />;
  }
  return (
    <ClientMessages namespaces={['overview', 'usage', 'fineTuning']}>
      <OverviewPage
        projectId={projectId}
        organizationId={organization.id}
        projectName={project.name}
        overview={await readOverview(deps, principal)}
        canWrite={canHere(principal, 'job.write')}
        canSeeBilling={can(principal.role, 'billing.read')}
      />
    </ClientMessages>
  );
}
