import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { readOverview } from '../../../../features/overview/server/read-overview.ts';
import { OverviewPage } from '../../../../features/overview/ui/overview-page.tsx';

export const metadata: Metadata = { title: 'Overview' };

export default async function ProjectOverview({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { deps, principal, project, organization } = await projectPage(projectId);
  if (!can(principal.role, 'project.read')) return <RoleDenied title="Overview" role={principal.role} />;
  return (
    <OverviewPage
      projectId={projectId}
      organizationId={organization.id}
      projectName={project.name}
      overview={await readOverview(deps, principal)}
      canWrite={canHere(principal, 'job.write')}
      canSeeBilling={can(principal.role, 'billing.read')}
    />
  );
}
