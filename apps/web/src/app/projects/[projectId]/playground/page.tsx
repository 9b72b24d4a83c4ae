import { isAppError } from '@modelmint/domain/errors';
import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { Deps } from '../../../../deps.ts';
import { listTrialTexts } from '../../../../features/classification/server/list-trial-texts.ts';
import { kindOfResult } from '../../../../features/fine-tuning/ui/training-result.ts';
import { getModel } from '../../../../features/model/server/get-model.ts';
import { projectPage } from '../../../../features/organization/server/page-context.ts';
import type { Principal } from '../../../../features/organization/server/principal.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { getRun, type RunView } from '../../../../features/playground/server/list-runs.ts';
import { listTargets } from '../../../../features/playground/server/list-targets.ts';
import { listTrialImages } from '../../../../features/playground/server/list-trial-images.ts';
import { Playground } from '../../../../features/playground/ui/playground.tsx';
import type { PlaygroundTarget } from '../../../../features/playground/ui/playground-target.ts';
import { readModelTable } from '../../../../features/prediction/server/read-model-table.ts';
import { readTrialRecommender } from '../../../../features/recommendation/server/read-trial-recommender.ts';

interface PlaygroundPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<Partial<Record<'model' | 'run' | 'find', string | string[]>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('playground');
  return { title: t('title') };
}

export default async function PlaygroundPage({ params, searchParams }: PlaygroundPageProps) {
  const t = await getTranslations('playground');
  const { projectId } = await params;
  const { deps, principal } = await projectPage(projectId);
  if (!canHere(principal, 'model.call'))
    return <RoleDenied title={t('title')} role={principal.role} isClosed={can(principal.role, 'model.call')} />;
  const { model: asked, run: runId, find } = await searchParams;
  const kept = typeof runId === 'string' ? await findRun(deps, principal, runId) : null;
  const also = [asked, kept?.model].filter((name) => typeof name === 'string');
  const targets = await listTargets(deps, principal, { find: typeof find === 'string' ? find : undefined, also });
  const target = chooseTarget(targets, asked, kept);
  return (
    <Playground
      projectId={projectId}
      organizationId={principal.organizationId}
      publicUrl={deps.env.publicUrl}
      targets={targets}
      target={target}
      run={kept !== null && kept.mode === target?.mode ? kept : null}
      {...(await readExamples(deps, principal, target))}
    />
  );
}

/** Null when it is gone: the playground then begins as ever. */
async function findRun(deps: Deps, principal: Principal, runId: string): Promise<RunView | null> {
  return getRun(deps, principal, runId).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') return null;
    throw error;
  });
}

/** What was asked for, else what the run called, else what answers to the same. */
function chooseTarget(targets: readonly PlaygroundTarget[], asked: unknown, kept: RunView | null) {
  const named = (name: unknown) => targets.find((target) => target.name === name);
  const alike = kept === null ? undefined : targets.find(({ mode }) => mode === kept.mode);
  return named(asked) ?? named(kept?.model) ?? alike ?? targets[0] ?? null;
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
  const [recommender, { metrics: result }] = await Promise.all([
    readTrialRecommender(deps, principal, id),
    getModel(deps, principal, name),
  ]);
  const hasRatings = result !== null && kindOfResult(result).kind === 'ratings';
  return recommender === null ? null : { ...recommender, hasRatings };
}
