import { type ScratchModel, scratchModels, tunedTaskOf } from '@modelmint/domain/base-model';
import { abilitiesOfFacts, abilitiesOfTask, type ModelAbility } from '@modelmint/domain/model-ability';
import type { Task } from '@modelmint/domain/task';
import { unixSeconds } from '@modelmint/domain/wire/unix-seconds';
import type { EndpointView } from '../../features/endpoint/server/endpoint-view.ts';
import type { CallableBaseView } from '../../features/model/server/list-callable-bases.ts';
import type { ModelView } from '../../features/model/server/model-view.ts';

export interface ModelObject {
  id: string;
  object: 'model';
  created: number;
  owned_by: string;
  shutdown_date: null;
  /** What it was made from, or what an endpoint points at. */
  parent: string | null;
  root: string;
  /** Of a base model what it is tuned for; null for an endpoint whose model is gone. */
  task: Task | null;
  /** Tokens that it reads at once; null where that says nothing. */
  context_length: number | null;
  /** null for a template: it is trained, not called. */
  status: 'warm' | 'cold' | null;
  /** Of an imported checkpoint. */
  parameters?: number;
  licence?: string | null;
  /** Of a tuned model on its held-out rows. */
  metrics?: Record<string, unknown>;
  capabilities: Record<
    'fine_tuning' | 'classification' | 'generation' | 'embeddings' | 'prediction' | 'recommendation',
    boolean
  >;
}

function capabilities(abilities: readonly ModelAbility[], fineTuning: boolean): ModelObject['capabilities'] {
  return {
    fine_tuning: fineTuning,
    classification: abilities.includes('classify-texts') || abilities.includes('classify-images'),
    generation: abilities.includes('generate'),
    embeddings: abilities.includes('embed'),
    prediction: abilities.includes('predict'),
    recommendation: abilities.includes('recommend'),
  };
}

function toScratchObject(model: ScratchModel): ModelObject {
  return {
    ...{ id: model.id, object: 'model', created: model.createdAt, owned_by: 'modelmint', shutdown_date: null },
    ...{ parent: null, root: model.id, task: model.task, context_length: null, status: null },
    capabilities: capabilities([], true),
  };
}

export function toBaseObject(base: CallableBaseView, organizationId: string): ModelObject {
  const { facts } = base;
  return {
    ...{ id: base.name, object: 'model', created: unixSeconds(base.createdAt), shutdown_date: null },
    ...{ owned_by: base.isShared ? 'modelmint' : organizationId, parent: null, root: base.name },
    ...{ task: tunedTaskOf(facts), context_length: facts.contextLength },
    ...{ status: base.isWarm ? 'warm' : 'cold', parameters: facts.parameters, licence: facts.licence },
    capabilities: capabilities(abilitiesOfFacts(facts), true),
  };
}

export function toModelObject(model: ModelView, organizationId: string): ModelObject {
  return {
    ...{ id: model.name, object: 'model', created: unixSeconds(model.createdAt), owned_by: organizationId },
    ...{ shutdown_date: null, parent: model.baseModel, root: model.baseModel, metrics: model.metrics ?? {} },
    ...{ task: model.task, context_length: model.contextLength, status: model.isWarm ? 'warm' : 'cold' },
    capabilities: capabilities(abilitiesOfTask(model.task), false),
  };
}

/** `model`: what it points at. */
export function toEndpointObject(
  endpoint: EndpointView,
  { organizationId, model }: { organizationId: string; model: ModelView | undefined },
): ModelObject {
  return {
    ...{ id: endpoint.name, object: 'model', created: unixSeconds(endpoint.createdAt), owned_by: organizationId },
    ...{ shutdown_date: null, parent: endpoint.model.name, root: endpoint.model.baseModel },
    ...{ task: model?.task ?? null, context_length: model?.contextLength ?? null },
    status: endpoint.model.isWarm ? 'warm' : 'cold',
    capabilities: capabilities(model === undefined ? [] : abilitiesOfTask(model.task), false),
  };
}

export const scratchObjects = (): ModelObject[] => scratchModels.map(toScratchObject);
