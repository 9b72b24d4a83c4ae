import { isAppError } from '@modelmint/domain/errors';
import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { readExampleData } from '../../../../../features/endpoint/server/read-example-data.ts';
import { listEvaluations } from '../../../../../features/evaluation/server/list-evaluations.ts';
import { getModel } from '../../../../../features/model/server/get-model.ts';
import { listModelFiles } from '../../../../../features/model/server/model-files.ts';
import { hasTfjsFiles } from '../../../../../features/model/server/tfjs-files.ts';
import { ModelPage } from '../../../../../features/model/ui/model-page.tsx';
import { projectPage } from '../../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';

interface ModelRouteProps {
  params: Promise<{ projectId: string; modelId: string }>;
}

const evaluationsShown = 5;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('model');
  return { title: t('title') };
}

export default async function ModelRoute({ params }: ModelRouteProps) {
  const { projectId, modelId } = await params;
  const { deps, principal } = await projectPage(projectId);
  const { role } = principal;
  const t = await getTranslations('model');
  if (!can(role, 'project.read')) return <RoleDenied title={t('title')} role={role} />;
  const model = await getModel(deps, principal, decodeURIComponent(modelId)).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'model_not_found') notFound();
    throw error;
  });
  const [files, example, hasTfjs, { evaluations }] = await Promise.all([
    listModelFiles(deps, principal, model.id),
    readExampleData(deps, principal, model),
    hasTfjsFiles(deps, principal, model.id),
    listEvaluations(deps, principal, { limit: evaluationsShown, statuses: ['COMPLETED'], modelId: model.id }),
  ]);
  return (
    <ModelPage
      projectId={projectId}
      baseUrl={`${deps.env.publicUrl}/v1`}
      model={model}
      files={files}
      example={example}
      evaluations={evaluations}
      hasTfjs={hasTfjs}
      canWrite={canHere(principal, 'model.write')}
    />
  );
}
