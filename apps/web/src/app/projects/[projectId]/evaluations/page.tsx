import { parseId } from '@modelmint/domain/ids';
import { inferenceStatuses } from '@modelmint/domain/inference-job';
import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { listEvaluations } from '../../../../features/evaluation/server/list-evaluations.ts';
import { EvaluationsPage } from '../../../../features/evaluation/ui/evaluations-page.tsx';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { toFirstPage } from '../../../../features/organization/server/to-first-page.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { olderHref } from '../../../../ui/older-href.ts';

interface EvaluationsRouteProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ q?: string; state?: string; after?: string }>;
}

const shown = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('evaluation');
  return { title: t('list.title') };
}

export default async function EvaluationsRoute({ params, searchParams }: EvaluationsRouteProps) {
  const { projectId } = await params;
  const { q = '', state, after: asked = '' } = await searchParams;
  const t = await getTranslations('evaluation');
  const { deps, principal } = await projectPage(projectId);
  if (!can(principal.role, 'project.read')) return <RoleDenied title={t('list.title')} role={principal.role} />;
  const after = parseId('evaluation', asked) ?? undefined;
  const statuses = inferenceStatuses.filter((one) => one.toLowerCase() === state);
  const { evaluations, hasMore } = await listEvaluations(deps, principal, {
    ...{ limit: shown, after, text: q.slice(0, 200) },
    statuses: statuses.length === 0 ? undefined : statuses,
  }).catch(toFirstPage(`/projects/${projectId}/evaluations`));
  const isFiltered = q !== '' || statuses.length > 0 || after !== undefined;
  return (
    <EvaluationsPage
      projectId={projectId}
      evaluations={evaluations}
      isNew={evaluations.length === 0 && !isFiltered}
      olderHref={hasMore ? olderHref({ q, state, after: evaluations.at(-1)?.id }) : null}
      canWrite={canHere(principal, 'job.write')}
    />
  );
}
