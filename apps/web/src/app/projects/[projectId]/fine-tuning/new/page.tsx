import { withOrg } from '@modelmint/db/with-org';
import { isAppError } from '@modelmint/domain/errors';
import { parseId } from '@modelmint/domain/ids';
import { can } from '@modelmint/domain/roles';
import { getTranslations } from 'next-intl/server';
import type { Deps } from '../../../../../deps.ts';
import { listTrainable } from '../../../../../features/base-model/server/list-trainable.ts';
import { getJob } from '../../../../../features/fine-tuning/server/get-job.ts';
import { listJobData } from '../../../../../features/fine-tuning/server/list-job-data.ts';
import { type JobForm, settingsOf } from '../../../../../features/fine-tuning/ui/job-form.ts';
import { NewJobPage } from '../../../../../features/fine-tuning/ui/new-job-page.tsx';
import { projectPage } from '../../../../../features/organization/server/page-context.ts';
import type { Principal } from '../../../../../features/organization/server/principal.ts';
import { canHere } from '../../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';

interface NewJobRouteProps {
  params: Promise<{ projectId: string }>;
  /** `model`: what to start from; `from`: a job whose settings are taken over. */
  searchParams: Promise<{ dataset?: string; model?: string; from?: string; findData?: string }>;
}

export async function generateMetadata() {
  const t = await getTranslations('fineTuning');
  return { title: t('new.title') };
}

export default async function NewJobRoute({ params, searchParams }: NewJobRouteProps) {
  const { projectId } = await params;
  const { dataset, model, from, findData } = await searchParams;
  const { deps, principal, user } = await projectPage(projectId);
  const t = await getTranslations('fineTuning');
  const { organizationId, role } = principal;
  if (!canHere(principal, 'job.write'))
    return <RoleDenied title={t('new.title')} role={role} isClosed={can(role, 'job.write')} />;
  const [data, bases, settings, { slug }] = await Promise.all([
    listJobData(deps, principal, { find: findData, also: dataset ? [dataset] : [] }),
    listTrainable(deps, principal),
    readSettings(deps, principal, from),
    withOrg(deps.db, organizationId, (tx) =>
      tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { slug: true } }),
    ),
  ]);
  return (
    <NewJobPage
      projectId={projectId}
      baseUrl={`${deps.env.publicUrl}/v1`}
      billingHref={can(role, 'billing.read') ? `/organizations/${organizationId}/billing` : null}
      data={data}
      bases={bases}
      datasetId={dataset ?? null}
      baseModel={model ?? null}
      settings={settings}
      organizationSlug={slug}
      isVerified={user.emailVerified}
    />
  );
}

/** Nothing when the job is not there (any more): the form then begins with what is suggested. */
async function readSettings(deps: Deps, principal: Principal, from: string | undefined): Promise<Partial<JobForm>> {
  if (from === undefined || parseId('fineTuningJob', from) === null) return {};
  try {
    return settingsOf(await getJob(deps, principal, from));
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return {};
    throw error;
  }
}
