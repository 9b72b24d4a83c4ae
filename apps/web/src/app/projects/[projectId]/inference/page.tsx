import { parseId } from '@modelmint/domain/ids';
import { inferenceStatuses } from '@modelmint/domain/inference-job';
import { can } from '@modelmint/domain/roles';
import { getTranslations } from 'next-intl/server';
import { listInference } from '../../../../features/inference/server/list-inference.ts';
import { nameFiles } from '../../../../features/inference/server/name-files.ts';
import { InferenceJobsPage } from '../../../../features/inference/ui/inference-jobs-page.tsx';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { toFirstPage } from '../../../../features/organization/server/to-first-page.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { olderHref } from '../../../../ui/older-href.ts';

interface InferenceRouteProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ q?: string; state?: string; after?: string }>;
}

const jobsShown = 50;

export async function generateMetadata() {
  const t = await getTranslations('inference');
  return { title: t('list.title') };
}

export default async function InferenceRoute({ params, searchParams }: InferenceRouteProps) {
  const { projectId } = await params;
  const { q = '', state, after: asked = '' } = await searchParams;
  const { deps, principal } = await projectPage(projectId);
  const t = await getTranslations('inference');
  if (!can(principal.role, 'project.read')) return <RoleDenied title={t('list.title')} role={principal.role} />;
  const after = parseId('inferenceJob', asked) ?? undefined;
  const statuses = inferenceStatuses.filter((one) => one.toLowerCase() === state);
  const { jobs, hasMore } = await listInference(deps, principal, {
    ...{ limit: jobsShown, after, text: q.slice(0, 200) },
    statuses: statuses.length === 0 ? undefined : statuses,
  }).catch(toFirstPage(`/projects/${projectId}/inference`));
  const isFiltered = q !== '' || statuses.length > 0 || after !== undefined;
  return (
    <InferenceJobsPage
      projectId={projectId}
      jobs={await nameFiles(deps, principal, jobs)}
      isNew={jobs.length === 0 && !isFiltered}
      olderHref={hasMore ? olderHref({ q, state, after: jobs.at(-1)?.id }) : null}
      canWrite={canHere(principal, 'job.write')}
    />
  );
}
