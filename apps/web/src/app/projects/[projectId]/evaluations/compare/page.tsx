import { isAppError } from '@modelmint/domain/errors';
import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { getComparison } from '../../../../../features/evaluation/server/compare-evaluations.ts';
import { ComparePage } from '../../../../../features/evaluation/ui/compare-page.tsx';
import { projectPage } from '../../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';

interface CompareRouteProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ first?: string; second?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('evaluation');
  return { title: t('compare.title') };
}

export default async function CompareRoute({ params, searchParams }: CompareRouteProps) {
  const { projectId } = await params;
  const { first = '', second = '' } = await searchParams;
  const t = await getTranslations('evaluation');
  const { deps, principal } = await projectPage(projectId);
  const { role } = principal;
  if (!can(role, 'project.read')) return <RoleDenied title={t('compare.title')} role={role} />;
  if (first === '' || second === '')
    return <ComparePage projectId={projectId} comparison={{ refusal: null }} canWrite={false} />;
  const comparison = await getComparison(deps, principal, { first, second }).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    if (isAppError(error) && error.code === 'invalid_value') return { refusal: error.message };
    throw error;
  });
  return <ComparePage projectId={projectId} comparison={comparison} canWrite={canHere(principal, 'job.write')} />;
}
