import { isAppError } from '@modelmint/domain/errors';
import { parseId } from '@modelmint/domain/ids';
import { can } from '@modelmint/domain/roles';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { compareJobs } from '../../../../../features/fine-tuning/server/compare-jobs.ts';
import { listJobs } from '../../../../../features/fine-tuning/server/list-jobs.ts';
import { ComparePage } from '../../../../../features/fine-tuning/ui/compare-page.tsx';
import { comparedMax } from '../../../../../features/fine-tuning/ui/compared-max.ts';
import { pointsThatCount } from '../../../../../features/fine-tuning/ui/training-curves.ts';
import { projectPage } from '../../../../../features/organization/server/page-context.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';

interface CompareRouteProps {
  params: Promise<{ projectId: string }>;
  /** `jobs`: ids with commas between them. */
  searchParams: Promise<{ jobs?: string }>;
}

const othersShown = 100;

export async function generateMetadata() {
  const t = await getTranslations('fineTuning');
  return { title: t('compare.title') };
}

export default async function CompareRoute({ params, searchParams }: CompareRouteProps) {
  const { projectId } = await params;
  const { jobs: asked = '' } = await searchParams;
  const { deps, principal } = await projectPage(projectId);
  const t = await getTranslations('fineTuning');
  if (!can(principal.role, 'project.read')) return <RoleDenied title={t('compare.title')} role={principal.role} />;
  const ids = asked.split(',').filter((id) => parseId('fineTuningJob', id) !== null);
  const [compared, { jobs }] = await Promise.all([
    compareJobs(deps, principal, ids.slice(0, comparedMax)).catch((error: unknown) => {
      if (isAppError(error) && error.code === 'not_found') notFound();
      throw error;
    }),
    listJobs(deps, principal, { limit: othersShown }),
  ]);
  const shown = compared.map(({ job, points }) => ({ job, points: pointsThatCount(points) }));
  return <ComparePage projectId={projectId} compared={shown} others={jobs} />;
}
