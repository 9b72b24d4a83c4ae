import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { listTrialTexts } from '../../../../features/classification/server/list-trial-texts.ts';
import { Playground, type PlaygroundTarget } from '../../../../features/classification/ui/playground.tsx';
import { listEndpoints } from '../../../../features/endpoint/server/list-endpoints.ts';
import { listModels } from '../../../../features/model/server/list-models.ts';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';

interface PlaygroundPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ model?: string | string[] }>;
}

export const metadata: Metadata = { title: 'Playground' };

export default async function PlaygroundPage({ params, searchParams }: PlaygroundPageProps) {
  const { projectId } = await params;
  const { deps, principal } = await projectPage(projectId);
  if (!can(principal.role, 'model.call')) return <RoleDenied title="Playground" role={principal.role} />;
  const [endpoints, models, { model: asked }] = await Promise.all([
    listEndpoints(deps, principal),
    listModels(deps, principal),
    searchParams,
  ]);
  const targets: PlaygroundTarget[] = [
    ...endpoints.map(({ name, model }) => ({
      name,
      kind: 'endpoint' as const,
      modelId: model.id,
      isWarm: model.isWarm,
    })),
    ...models.map(({ name, id, isWarm }) => ({ name, kind: 'model' as const, modelId: id, isWarm })),
  ];
  const target = targets.find(({ name }) => name === asked) ?? targets[0] ?? null;
  const model = models.find(({ id }) => id === target?.modelId);
  return (
    <Playground
      projectId={projectId}
      organizationId={principal.organizationId}
      publicUrl={deps.env.publicUrl}
      targets={targets}
      target={target}
      examples={model === undefined ? [] : await listTrialTexts(deps, principal, model.datasetVersionId)}
    />
  );
}
