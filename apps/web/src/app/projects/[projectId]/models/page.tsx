import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { listBaseModels } from '../../../../features/base-model/server/list-base-models.ts';
import { listTemplates } from '../../../../features/base-model/server/list-templates.ts';
import { filterBaseModels } from '../../../../features/base-model/ui/filter-base-models.ts';
import { readFileAllowance } from '../../../../features/file/server/store-file.ts';
import { listModels } from '../../../../features/model/server/list-models.ts';
import { ModelsPage, type ModelsTab } from '../../../../features/model/ui/models-page.tsx';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';

interface ModelsRouteProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ tab?: string; q?: string; state?: string }>;
}

export const metadata: Metadata = { title: 'Models' };

export default async function ModelsRoute({ params, searchParams }: ModelsRouteProps) {
  const { projectId } = await params;
  const { tab: asked, q = '', state } = await searchParams;
  const { deps, principal } = await projectPage(projectId);
  const { role } = principal;
  if (!can(role, 'project.read')) return <RoleDenied title="Models" role={role} />;
  const tab: ModelsTab = asked === 'base' ? 'base' : 'tuned';
  const canImport =
    canHere(principal, 'job.write') && canHere(principal, 'data.write') && principal.isVerified === true;
  const [models, bases, templates, allowance] = await Promise.all([
    listModels(deps, principal),
    listBaseModels(deps, principal),
    tab === 'base' ? listTemplates(deps, principal) : [],
    canImport ? readFileAllowance(deps, principal) : null,
  ]);
  const wanted = q.toLowerCase();
  const shown = models.filter(
    ({ name, id, isWarm, endpoints }) =>
      [name, id, ...endpoints.map((endpoint) => endpoint.name)].some((text) => text.toLowerCase().includes(wanted)) &&
      (state === undefined || isWarm === (state === 'warm')),
  );
  return (
    <ModelsPage
      projectId={projectId}
      tab={tab}
      models={tab === 'tuned' ? shown : []}
      bases={tab === 'base' ? filterBaseModels(bases, { q, state }) : []}
      templates={templates}
      canTrain={canHere(principal, 'job.write')}
      counts={{ tuned: models.length, base: bases.length }}
      sizeBytesMax={allowance?.sizeBytesMax ?? null}
    />
  );
}
