import { parseId } from '@modelmint/domain/ids';
import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { listBaseModels } from '../../../../features/base-model/server/list-base-models.ts';
import { listTemplates } from '../../../../features/base-model/server/list-templates.ts';
import { filterBaseModels } from '../../../../features/base-model/ui/filter-base-models.ts';
import { readFileAllowance } from '../../../../features/file/server/store-file.ts';
import { listModelPage } from '../../../../features/model/server/list-model-page.ts';
import { ModelsPage, type ModelsTab } from '../../../../features/model/ui/models-page.tsx';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { toFirstPage } from '../../../../features/organization/server/to-first-page.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { olderHref } from '../../../../ui/older-href.ts';

interface ModelsRouteProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ tab?: string; q?: string; state?: string; after?: string }>;
}

const modelsShown = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('model');
  return { title: t('list.title') };
}

export default async function ModelsRoute({ params, searchParams }: ModelsRouteProps) {
  const { projectId } = await params;
  const { tab: asked, q = '', state, after } = await searchParams;
  const { deps, principal } = await projectPage(projectId);
  const { role } = principal;
  const t = await getTranslations('model');
  if (!can(role, 'project.read')) return <RoleDenied title={t('list.title')} role={role} />;
  const tab: ModelsTab = asked === 'base' ? 'base' : 'tuned';
  const canImport =
    canHere(principal, 'job.write') && canHere(principal, 'data.write') && principal.isVerified === true;
  const [page, bases, templates, allowance] = await Promise.all([
    listModelPage(deps, principal, {
      ...{ limit: modelsShown, text: q.slice(0, 200) },
      after: parseId('model', after ?? '') ?? undefined,
      isWarm: state === 'warm' || state === 'cold' ? state === 'warm' : undefined,
    }).catch(toFirstPage(`/projects/${projectId}/models`)),
    listBaseModels(deps, principal),
    tab === 'base' ? listTemplates(deps, principal) : [],
    canImport ? readFileAllowance(deps, principal) : null,
  ]);
  return (
    <ModelsPage
      projectId={projectId}
      tab={tab}
      models={tab === 'tuned' ? page.models : []}
      olderHref={page.hasMore ? olderHref({ q, state, after: page.models.at(-1)?.id }) : null}
      bases={tab === 'base' ? filterBaseModels(bases, { q, state }) : []}
      templates={templates}
      canTrain={canHere(principal, 'job.write')}
      counts={{ tuned: page.total, base: bases.length }}
      sizeBytesMax={allowance?.sizeBytesMax ?? null}
    />
  );
}
