import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import type { Deps } from '../../../../deps.ts';
import { listTrialTexts } from '../../../../features/classification/server/list-trial-texts.ts';
import { kindOfResult, readTrainingResult } from '../../../../features/fine-tuning/ui/training-result.ts';
import { getModel } from '../../../../features/model/server/get-model.ts';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import type { Principal } from '../../../../features/organization/server/principal.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { listTargets } from '../../../../features/playground/server/list-targets.ts';
import { listTrialImages } from '../../../../features/playground/server/list-trial-images.ts';
import { Playground } from '../../../../features/playground/ui/playground.tsx';
import type { PlaygroundTarget } from '../../../../features/playground/ui/playground-target.ts';
import { readModelTable } from '../../../../features/prediction/server/read-model-table.ts';
import { readTrialRecommender } from '../../../../features/recommendation/server/read-trial-recommender.ts';

interface PlaygroundPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ model?: string | string[] }>;
}

export const metadata: Metadata = { title: 'Playground' };

export default async function PlaygroundPage({ params, searchParams }: PlaygroundPageProps) {
  const { projectId } = await params;
  const { deps, principal } = await projectPage(projectId);
  if (!canHere(principal, 'model.call'))
    return <RoleDenied title="Playground" role={principal.role} isClosed={can(principal.role, 'model.call')} />;
  const [targets, { model: asked }] = await Promise.all([listTargets(deps, principal), searchParams]);
  const target = targets.find(({ name }) => name === asked) ?? targets[0] ?? null;
  return (
    <Playground
      projectId={projectId}
      organizationId={principal.organizationId}
      publicUrl={deps.env.publicUrl}
      targets={targets}
      target={target}
      {...(await readExamples(deps, principal, target))}
    />
  );
}

/** Of the data that a model was trained on, so that nobody starts from nothing. */
async function readExamples(deps: Deps, principal: Principal, target: PlaygroundTarget | null) {
  const none = { texts: [], images: [], table: null, recommender: null };
  if (!target?.datasetVersionId) return none;
  const { name, mode, datasetVersionId: id } = target;
  switch (mode) {
    case 'texts':
      return { ...none, texts: await listTrialTexts(deps, principal, id) };
    case 'images':
      return { ...none, images: await listTrialImages(deps, principal, id) };
    case 'predict':
      return { ...none, table: await readModelTable(deps, principal, await getModel(deps, principal, name)) };
    case 'recommend':
      return { ...none, recommender: await readRecommender(deps, principal, { name, id }) };
    default:
      return none;
  }
}

/** Data with ratings may have been learned as a ranking, whose scores are none. */
async function readRecommender(deps: Deps, principal: Principal, { name, id }: { name: string; id: string }) {
  const [recommender, { metrics }] = await Promise.all([
    readTrialRecommender(deps, principal, id),
    getModel(deps, principal, name),
  ]);
  const result = readTrainingResult(metrics);
  const hasRatings = result !== null && kindOfResult(result).kind === 'ratings';
  return recommender === null ? null : { ...recommender, hasRatings };
}
