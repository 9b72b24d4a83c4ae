import { isAppError } from '@modelmint/domain/errors';
import { can } from '@modelmint/domain/roles';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { Deps } from '../../../../../deps.ts';
import { getJobDetail } from '../../../../../features/fine-tuning/server/get-job.ts';
import { listCheckpoints } from '../../../../../features/fine-tuning/server/list-checkpoints.ts';
import { listJobEvents } from '../../../../../features/fine-tuning/server/list-job-events.ts';
import { listJobMetrics } from '../../../../../features/fine-tuning/server/list-job-metrics.ts';
import { JobPage } from '../../../../../features/fine-tuning/ui/job-page.tsx';
import { pointsThatCount } from '../../../../../features/fine-tuning/ui/training-curves.ts';
import { getModel } from '../../../../../features/model/server/get-model.ts';
import type { ModelView } from '../../../../../features/model/server/model-view.ts';
import { projectPage } from '../../../../../features/organization/server/page-context.ts';
import type { Principal } from '../../../../../features/organization/server/principal.ts';
import { canHere } from '../../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';

interface JobRouteProps {
  params: Promise<{ projectId: string; jobId: string }>;
}

const eventsShown = 100;
const checkpointsShown = 50;

export async function generateMetadata() {
  const t = await getTranslations('fineTuning');
  return { title: t('header.title') };
}

export default async function JobRoute({ params }: JobRouteProps) {
  const { projectId, jobId } = await params;
  const { deps, principal } = await projectPage(projectId);
  const t = await getTranslations('fineTuning');
  const { role } = principal;
  if (!can(role, 'project.read')) return <RoleDenied title={t('header.title')} role={role} />;
  const job = await getJobDetail(deps, principal, jobId).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  });
  const [points, { events }, { checkpoints }, model] = await Promise.all([
    listJobMetrics(deps, principal, jobId),
    listJobEvents(deps, principal, { jobId, limit: eventsShown, type: 'message' }),
    listCheckpoints(deps, principal, { jobId, limit: checkpointsShown }),
    job.model === null ? null : readModel(deps, principal, job.model.id),
  ]);
  return (
    <JobPage
      projectId={projectId}
      baseUrl={`${deps.env.publicUrl}/v1`}
      job={job}
      model={model}
      points={pointsThatCount(points)}
      events={events}
      checkpoints={checkpoints}
      canWrite={canHere(principal, 'job.write')}
    />
  );
}

/** Null when it was deleted since. */
async function readModel(deps: Deps, principal: Principal, modelId: string): Promise<ModelView | null> {
  try {
    return await getModel(deps, principal, modelId);
  } catch (error) {
    if (isAppError(error) && error.code === 'model_not_found') return null;
    throw error;
  }
}
