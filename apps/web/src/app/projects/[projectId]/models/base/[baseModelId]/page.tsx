import { isAppError } from '@modelmint/domain/errors';
import { can } from '@modelmint/domain/roles';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { getBaseModel } from '../../../../../../features/base-model/server/get-base-model.ts';
import { BaseModelPage } from '../../../../../../features/base-model/ui/base-model-page.tsx';
import { projectPage } from '../../../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../../../features/organization/ui/role-denied.tsx';

interface BaseModelRouteProps {
  params: Promise<{ projectId: string; baseModelId: string }>;
}

export async function generateMetadata() {
  const t = await getTranslations('baseModel');
  return { title: t('header.title') };
}

export default async function BaseModelRoute({ params }: BaseModelRouteProps) {
  const { projectId, baseModelId } = await params;
  const { deps, principal } = await projectPage(projectId);
  const t = await getTranslations('baseModel');
  const { role } = principal;
  if (!can(role, 'project.read')) return <RoleDenied title={t('header.title')} role={role} />;
  const model = await getBaseModel(deps, principal, decodeURIComponent(baseModelId)).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'model_not_found') notFound();
    throw error;
  });
  return (
    <BaseModelPage
      projectId={projectId}
      baseUrl={`${deps.env.publicUrl}/v1`}
      model={model}
      canWrite={canHere(principal, 'job.write')}
    />
  );
}
