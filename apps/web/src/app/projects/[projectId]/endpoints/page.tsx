import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { listEndpoints } from '../../../../features/endpoint/server/list-endpoints.ts';
import { EndpointList } from '../../../../features/endpoint/ui/endpoint-list.tsx';
import { listPickedModels } from '../../../../features/model/server/list-picked-models.ts';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('endpoint');
  return { title: t('list.title') };
}

interface EndpointsPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ find?: string }>;
}

export default async function EndpointsPage({ params, searchParams }: EndpointsPageProps) {
  const t = await getTranslations('endpoint');
  const { projectId } = await params;
  const { deps, principal } = await projectPage(projectId);
  if (!can(principal.role, 'project.read')) return <RoleDenied title={t('list.title')} role={principal.role} />;
  const { find } = await searchParams;
  const [endpoints, models] = await Promise.all([
    listEndpoints(deps, principal),
    listPickedModels(deps, principal, { find }),
  ]);
  return (
    <EndpointList
      projectId={projectId}
      endpoints={endpoints}
      models={models}
      canWrite={canHere(principal, 'endpoint.write')}
    />
  );
}
