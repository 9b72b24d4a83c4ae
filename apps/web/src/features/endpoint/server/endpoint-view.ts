import type { Endpoint, Model } from '@modelmint/db/generated/client';
import { CheckpointFacts, priceNameOf } from '@modelmint/domain/base-model';
import { Task } from '@modelmint/domain/task';
import { hasChatTemplate } from '../../model/server/has-chat-template.ts';

/** A name in a project that points at a model; calls use it as `model`. */
export interface EndpointView {
  id: string;
  name: string;
  model: {
    id: string;
    name: string;
    task: Task;
    /** It can be spoken to; else it goes on with texts. */
    hasChatTemplate: boolean;
    baseModel: string;
    /** Under which the price book has its calls. */
    priceName: string;
    labels: string[];
    isWarm: boolean;
  };
  createdAt: Date;
  /** When it was last pointed at another model. */
  updatedAt: Date;
  /** For the openai client: `base_url` of this project. */
  baseUrl: string;
}

export const endpointInclude = { model: { include: { base: { select: { facts: true } } } } } as const;

export type EndpointRow = Endpoint & { model: Model & { base: { facts: unknown } | null } };

export function toEndpointView(
  row: EndpointRow,
  { publicUrl, warm }: { publicUrl: string; warm: ReadonlySet<string> },
): EndpointView {
  const { id, name, createdAt, updatedAt, model } = row;
  const facts = CheckpointFacts.safeParse(model.base?.facts).data;
  return {
    ...{ id, name, createdAt, updatedAt },
    model: {
      id: model.id,
      name: model.name,
      task: Task.parse(model.task),
      hasChatTemplate: hasChatTemplate(model),
      baseModel: model.baseModel,
      priceName: facts === undefined ? priceNameOf({ id: model.baseModel }) : priceNameOf({ facts }),
      labels: model.labels as string[],
      isWarm: warm.has(model.id),
    },
    baseUrl: `${publicUrl}/p/${row.projectId}/v1`,
  };
}
