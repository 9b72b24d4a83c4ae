import { isAppError } from '@modelmint/domain/errors';
import { can } from '@modelmint/domain/roles';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { readInferencePage } from '../../../../../features/inference/server/read-inference-page.ts';
import { InferencePage } from '../../../../../features/inference/ui/inference-page.tsx';
import { projectPage } from '../../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';

interface InferenceJobRouteProps {
  params: Promise<{ projectId: string; inferenceId: string }>;
}

export async function generateMetadata() {
  const t = await getTranslations('inference');
  return { title: t('header.title') };
}

export default async function InferenceJobRoute({ params }: InferenceJobRouteProps) {
  const { projectId, inferenceId } = await params;
  const { deps, principal } = await projectPage(projectId);
  const t = await getTranslations('inference');
  const { role } = principal;
  if (!can(role, 'project.read')) return <RoleDenied title={t('header.title')} role={role} />;
  const { modelPath, ...detail } = await readInferencePage(deps, principal, inferenceId).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound();
    throw error;
  });
  return (
    <InferencePage
      {...detail}
      projectId={projectId}
      modelHref={modelPath === null ? null : `/projects/${projectId}/${modelPath}`}
      canWrite={canHere(principal, 'job.write')}
    />
  );
}
