import { isAppError } from '@modelmint/domain/errors';
import { parseId } from '@modelmint/domain/ids';
import { can } from '@modelmint/domain/roles';
import { getTranslations } from 'next-intl/server';
import type { Deps } from '../../../../../deps.ts';
import { readFileAllowance } from '../../../../../features/file/server/store-file.ts';
import { getInference } from '../../../../../features/inference/server/get-inference.ts';
import { listInputFiles } from '../../../../../features/inference/server/list-input-files.ts';
import { formOf, type InferenceForm } from '../../../../../features/inference/ui/inference-form.ts';
import { NewInferencePage } from '../../../../../features/inference/ui/new-inference-page.tsx';
import { projectPage } from '../../../../../features/organization/server/page-context.ts';
import type { Principal } from '../../../../../features/organization/server/principal.ts';
import { canHere } from '../../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';
import { listTargets } from '../../../../../features/playground/server/list-targets.ts';

interface NewInferenceRouteProps {
  params: Promise<{ projectId: string }>;
  /** `from`: a job whose settings are taken over. */
  searchParams: Promise<{ model?: string; file?: string; from?: string; find?: string }>;
}

export async function generateMetadata() {
  const t = await getTranslations('inference');
  return { title: t('new.title') };
}

export default async function NewInferenceRoute({ params, searchParams }: NewInferenceRouteProps) {
  const { projectId } = await params;
  const { model, file, from, find } = await searchParams;
  const { deps, principal, user } = await projectPage(projectId);
  const t = await getTranslations('inference');
  const { organizationId, role } = principal;
  if (!canHere(principal, 'job.write'))
    return <RoleDenied title={t('new.title')} role={role} isClosed={can(role, 'job.write')} />;
  const mayUpload = user.emailVerified && canHere(principal, 'data.write');
  const settings = await readSettings(deps, principal, from);
  const also = [model, settings.model].filter((name) => name !== undefined);
  const [targets, files, allowance] = await Promise.all([
    user.emailVerified ? listTargets(deps, principal, { find, also }) : [],
    listInputFiles(deps, principal),
    mayUpload ? readFileAllowance(deps, principal) : null,
  ]);
  return (
    <NewInferencePage
      projectId={projectId}
      billingHref={can(role, 'billing.read') ? `/organizations/${organizationId}/billing` : null}
      targets={targets}
      files={files}
      sizeBytesMax={allowance?.sizeBytesMax ?? null}
      first={{ ...settings, ...(model ? { model } : {}), ...(file ? { fileId: file } : {}) }}
      isVerified={user.emailVerified}
    />
  );
}

/** Nothing when the job is not there (any more): the form then begins with what is suggested. */
async function readSettings(
  deps: Deps,
  principal: Principal,
  from: string | undefined,
): Promise<Partial<InferenceForm>> {
  if (from === undefined || parseId('inferenceJob', from) === null) return {};
  try {
    const { model, inputFileId, column, parameters } = await getInference(deps, principal, from);
    return { ...formOf(parameters), model: model ?? '', fileId: inputFileId, column: column ?? '' };
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return {};
    throw error;
  }
}
