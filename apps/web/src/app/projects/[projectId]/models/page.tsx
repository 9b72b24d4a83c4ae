import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { listModels } from '../../../../features/model/server/list-models.ts';
import { ModelsPage } from '../../../../features/model/ui/models-page.tsx';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';

interface ModelsRouteProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ q?: string; state?: string }>;
}

export const metadata: Metadata = { title: 'Models' };

export default async function ModelsRoute({ params, searchParams }: ModelsRouteProps) {
  const { projectId } = await params;
  const { q = '', state } = await searchParams;
  const { deps, principal } = await projectPage(projectId);
  if (!can(principal.role, 'project.read')) return <RoleDenied title="Models" role={principal.role} />;
  const models = await listModels(deps, principal);
  const wanted = q.toLowerCase();
  const shown = models.filter(
    ({ name, id, isWarm, endpoints }) =>
      [name, id, ...endpoints.map((endpoint) => endpoint.name)].some((text) => text.toLowerCase().includes(wanted)) &&
      (state === undefined || isWarm === (state === 'warm')),
  );
  return <ModelsPage projectId={projectId} models={shown} isNew={models.length === 0} />;
}
