import { baseModels } from '@modelmint/domain/hyperparameters';
import type { EndpointView } from '../../features/endpoint/server/endpoint-view.ts';
import type { ModelView } from '../../features/model/server/model-view.ts';
import { unixSeconds } from '../http/list-query.ts';

export interface ModelObject {
  id: string;
  object: 'model';
  created: number;
  owned_by: string;
  shutdown_date: null;
  /** What it was made from, or what an endpoint points at. */
  parent: string | null;
  root: string;
  /** null for a base model: it is trained, not called. */
  status: 'warm' | 'cold' | null;
  /** Of a tuned model on its held-out rows. */
  metrics?: Record<string, unknown>;
  capabilities: { fine_tuning: boolean; classification: boolean };
}

export function toBaseObject(model: (typeof baseModels)[number]): ModelObject {
  return {
    ...{ id: model.id, object: 'model', created: model.createdAt, owned_by: 'modelmint', shutdown_date: null },
    ...{ parent: null, root: model.id, status: null, capabilities: { fine_tuning: true, classification: false } },
  };
}

export function toModelObject(model: ModelView, organizationId: string): ModelObject {
  return {
    ...{ id: model.name, object: 'model', created: unixSeconds(model.createdAt), owned_by: organizationId },
    ...{ shutdown_date: null, parent: model.baseModel, root: model.baseModel, metrics: model.metrics },
    status: model.isWarm ? 'warm' : 'cold',
    capabilities: { fine_tuning: false, classification: true },
  };
}

export function toEndpointObject(endpoint: EndpointView, organizationId: string): ModelObject {
  return {
    ...{ id: endpoint.name, object: 'model', created: unixSeconds(endpoint.createdAt), owned_by: organizationId },
    ...{ shutdown_date: null, parent: endpoint.model.name, root: endpoint.model.baseModel },
    status: endpoint.model.isWarm ? 'warm' : 'cold',
    capabilities: { fine_tuning: false, classification: true },
  };
}

export const baseObjects = (): ModelObject[] => baseModels.map(toBaseObject);
