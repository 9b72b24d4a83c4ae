import type { Endpoint, Model } from '@modelmint/db/generated/client';

/** A name in a project that points at a model; calls use it as `model`. */
export interface EndpointView {
  id: string;
  name: string;
  model: { id: string; name: string; baseModel: string; labels: string[]; isWarm: boolean };
  createdAt: Date;
  /** When it was last pointed at another model. */
  updatedAt: Date;
  /** For the openai client: `base_url` of this project. */
  baseUrl: string;
}

export function toEndpointView(
  row: Endpoint & { model: Model },
  { publicUrl, warm }: { publicUrl: string; warm: ReadonlySet<string> },
): EndpointView {
  const { id, name, createdAt, updatedAt, model } = row;
  return {
    ...{ id, name, createdAt, updatedAt },
    model: {
      id: model.id,
      name: model.name,
      baseModel: model.baseModel,
      labels: model.labels as string[],
      isWarm: warm.has(model.id),
    },
    baseUrl: `${publicUrl}/p/${row.projectId}/v1`,
  };
}
