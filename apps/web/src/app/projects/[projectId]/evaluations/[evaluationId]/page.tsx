import { isAppError } from '@modelmint/domain/errors';
import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ListJudgedRows } from '../../../../../features/evaluation/server/list-judged-rows.ts';
import { readEvaluationPage } from '../../../../../features/evaluation/server/read-evaluation-page.ts';
import { EvaluationPage } from '../../../../../features/evaluation/ui/evaluation-page.tsx';
import { projectPage } from '../../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';

interface EvaluationRouteProps {
  params: Promise<{ projectId: string; evaluationId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('evaluation');
  return { title: t('list.columns.evaluation') };
}

export default async function EvaluationRoute({ params, searchParams }: EvaluationRouteProps) {
  const { projectId, evaluationId } = await params;
  // What a link says wrongly shows every row.
  const asked = ListJudgedRows.safeParse(await searchParams).data ?? ListJudgedRows.parse({});
  const t = await getTranslations('evaluation');
  const { deps, principal } = await projectPage(projectId);
  const { role } = principal;
  if (!can(role, 'project.read')) return <RoleDenied title={t('list.columns.evaluation')} role={role} />;
  const detail = await readEvaluationPage(deps, principal, { ...asked, evaluationId }).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  });
  return (
    <EvaluationPage
      {...detail}
      projectId={projectId}
      offset={asked.offset}
      limit={asked.limit}
      canWrite={canHere(principal, 'job.write')}
    />
  );
}
