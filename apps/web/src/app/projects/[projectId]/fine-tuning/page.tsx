import { parseId } from '@modelmint/domain/ids';
import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { listJobs } from '../../../../features/fine-tuning/server/list-jobs.ts';
import { jobName } from '../../../../features/fine-tuning/ui/job-name.ts';
import { JobsPage } from '../../../../features/fine-tuning/ui/jobs-page.tsx';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';

interface FineTuningPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ q?: string; state?: string; after?: string }>;
}

const jobsShown = 200;

export const metadata: Metadata = { title: 'Fine-tuning' };

export default async function FineTuningPage({ params, searchParams }: FineTuningPageProps) {
  const { projectId } = await params;
  const { q = '', state, after: asked = '' } = await searchParams;
  const { deps, principal } = await projectPage(projectId);
  if (!can(principal.role, 'project.read')) return <RoleDenied title="Fine-tuning" role={principal.role} />;
  const after = parseId('fineTuningJob', asked) ?? undefined;
  const { jobs, hasMore } = await listJobs(deps, principal, { limit: jobsShown, after });
  const wanted = q.toLowerCase();
  const shown = jobs.filter(
    (job) =>
      (jobName(job).toLowerCase().includes(wanted) || job.id.toLowerCase().includes(wanted)) &&
      (state === undefined || job.status === state.toUpperCase()),
  );
  return (
    <JobsPage
      projectId={projectId}
      jobs={shown}
      isNew={jobs.length === 0 && after === undefined}
      olderAfter={hasMore ? (jobs.at(-1)?.id ?? null) : null}
      canWrite={canHere(principal, 'job.write')}
    />
  );
}
