import { parseId } from '@modelmint/domain/ids';
import { inferenceStatuses } from '@modelmint/domain/inference-job';
import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { listInference } from '../../../../features/inference/server/list-inference.ts';
import { nameFiles } from '../../../../features/inference/server/name-files.ts';
import { InferenceJobsPage } from '../../../../features/inference/ui/inference-jobs-page.tsx';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { olderHref } from '../../../../ui/older-href.ts';

interface InferenceRouteProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ q?: string; state?: string; after?: string }>;
}

const jobsShown = 50;

export const metadata: Metadata = { title: 'Inference jobs' };

export default async function InferenceRoute({ params, searchParams }: InferenceRouteProps) {
  const { projectId } = await params;
  const { q = '', state, after: asked = '' } = await searchParams;
  const { deps, principal } = await projectPage(projectId);
  if (!can(principal.role, 'project.read')) return <RoleDenied title="Inference jobs" role={principal.role} />;
  const after = parseId('inferenceJob', asked) ?? undefined;
  const statuses = inferenceStatuses.filter((one) => one.toLowerCase() === state);
  const { jobs, hasMore } = await listInference(deps, principal, {
    ...{ limit: jobsShown, after, text: q.slice(0, 200) },
    statuses: statuses.length === 0 ? undefined : statuses,
  });
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
