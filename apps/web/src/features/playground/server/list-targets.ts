import { listWarmModels } from '@modelmint/db/system/find-serving-workers';
import { abilitiesOfFacts, abilitiesOfTask, type ModelAbility } from '@modelmint/domain/model-ability';
import type { Deps } from '../../../deps.ts';
import { listBaseModels } from '../../base-model/server/list-base-models.ts';
import { listEndpoints } from '../../endpoint/server/list-endpoints.ts';
import { listPickedModels, type PickedModels } from '../../model/server/list-picked-models.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import type { PlaygroundTarget, TrialMode } from '../ui/playground-target.ts';

/**
 * What can be tried: endpoints, then tuned models, then base models that answer as they are. Of tuned models the newest and
 * what is asked for.
 */
export async function listTargets(
  deps: Deps,
  principal: Principal,
  { find, also = [] }: PickedModels = {},
): Promise<PlaygroundTarget[]> {
  requirePermission(principal, 'model.call');
  const endpoints = await listEndpoints(deps, principal);
  const behindThem = endpoints.map(({ model }) => model.id);
  const [models, bases, warm] = await Promise.all([
    listPickedModels(deps, principal, { find, also: [...behindThem, ...also] }),
    listBaseModels(deps, principal),
    listWarmModels(deps.db),
  ]);
  const tuned = models.map(({ id, name, task, hasChatTemplate, contextLength, datasetVersionId, isWarm }) => {
    const mode = modeOf(abilitiesOfTask(task), hasChatTemplate);
    return { id, name, kind: 'model' as const, mode, isWarm, contextLength, datasetVersionId };
  });
  const byId = new Map(tuned.map((model) => [model.id, model]));
  const found = [
    ...endpoints.flatMap(({ name, model }) => {
      const behind = byId.get(model.id);
      return behind === undefined ? [] : [{ ...behind, name, kind: 'endpoint' as const }];
    }),
    ...tuned,
    ...bases.map(({ id, name, status, facts }) => ({
      ...{ name, kind: 'base' as const, isWarm: warm.has(id), datasetVersionId: null },
      contextLength: facts?.contextLength ?? null,
      mode: status !== 'READY' || facts === null ? null : modeOf(abilitiesOfFacts(facts), facts.hasChatTemplate),
    })),
  ];
  // Of two with one name a call goes to the first.
  const names = new Set<string>();
  return found.flatMap(({ name, kind, mode, isWarm, contextLength, datasetVersionId }) => {
    if (mode === null || names.has(name)) return [];
    names.add(name);
    return [{ name, kind, mode, isWarm, contextLength, datasetVersionId }];
  });
}

/** Null for what answers nothing, such as an image network without labels. */
export function modeOf(abilities: readonly ModelAbility[], hasChatTemplate: boolean): TrialMode | null {
  if (abilities.includes('generate')) return hasChatTemplate ? 'chat' : 'completion';
  if (abilities.includes('classify-images')) return 'images';
  if (abilities.includes('classify-texts')) return 'texts';
  if (abilities.includes('predict')) return 'predict';
  if (abilities.includes('recommend')) return 'recommend';
  return abilities.includes('embed') ? 'embeddings' : null;
}
