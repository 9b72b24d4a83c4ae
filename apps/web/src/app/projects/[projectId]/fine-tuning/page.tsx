import { parseId } from '@modelmint/domain/ids';
import { can } from '@modelmint/domain/roles';
import { getTranslations } from 'next-intl/server';
import { listJobs, listTags } from '../../../../features/fine-tuning/server/list-jobs.ts';
import { JobsPage } from '../../../../features/fine-tuning/ui/jobs-page.tsx';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { toFirstPage } from '../../../../features/organization/server/to-first-page.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { olderHref } from '../../../../ui/older-href.ts';

interface FineTuningPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ q?: string; state?: string; tag?: string; after?: string }>;
}

const jobsShown = 50;
const statuses = ['VALIDATING_FILES', 'QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;

export async function generateMetadata() {
  const t = await getTranslations('fineTuning');
  return { title: t('list.title') };
}

export default async function FineTuningPage({ params, searchParams }: FineTuningPageProps) {
  const { projectId } = await params;
  const { q = '', state, tag, after: asked = '' } = await searchParams;
  const { deps, principal } = await projectPage(projectId);
  const t = await getTranslations('fineTuning');
  if (!can(principal.role, 'project.read')) return <RoleDenied title={t('list.title')} role={principal.role} />;
  const after = parseId('fineTuningJob', asked) ?? undefined;
  const status = statuses.find((one) => one.toLowerCase() === state);
  const [{ jobs, hasMore }, tags] = await Promise.all([
    listJobs(deps, principal, { ...{ limit: jobsShown, after, status, tag }, text: q.slice(0, 200) }).catch(
      toFirstPage(`/projects/${projectId}/fine-tuning`),
    ),
    listTags(deps, principal),
  ]);
  const isFiltered = q !== '' || status !== undefined || tag !== undefined || after !== undefined;
  return (
    <JobsPage
      projectId={projectId}
      jobs={jobs}
      isNew={jobs.length === 0 && !isFiltered}
      olderHref={hasMore ? olderHref({ q, state, tag, after: jobs.at(-1)?.id }) : null}
      tags={tags}
      canWrite={canHere(principal, 'job.write')}
    />
  );
}
