import { findScratchModel } from '@modelmint/domain/base-model';
import { AppError } from '@modelmint/domain/errors';
import type { BaseModel, Model } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/** A tuned model with what it stands on. */
export type TunedRow = Model & { base: BaseModel | null; job: { spec: unknown } };

export interface FoundTunedModel {
  model: TunedRow;
  /** When the name was that of an endpoint. */
  endpointId: string | null;
}

const include = { base: true, job: { select: { spec: true } } } as const;

export function modelNotFound(name: string): AppError {
  const shown = name.slice(0, 200);
  return new AppError(
    'model_not_found',
    findScratchModel(name) === undefined
      ? `The model '${shown}' does not exist in this project.`
      : `The model '${shown}' is a base model: fine-tune it first, then call the tuned model or an endpoint.`,
    { param: 'model' },
  );
}

/** By the name of an endpoint, the name of a tuned model or its id, in this order. */
export async function lookUpTuned(
  tx: OrgTransaction,
  projectId: string,
  name: string,
): Promise<FoundTunedModel | null> {
  const endpoint = await tx.endpoint.findUnique({
    where: { projectId_name: { projectId, name } },
    include: { model: { include } },
  });
  if (endpoint !== null && endpoint.model.deletedAt === null) return { model: endpoint.model, endpointId: endpoint.id };
  const model = await tx.model.findFirst({
    where: { projectId, deletedAt: null, OR: [{ name }, { id: name }] },
    include,
  });
  return model === null ? await bestCheckpoint(tx, projectId, name) : { model, endpointId: null };
}

/** Of the checkpoints only the best one is kept as a model: it is the tuned model itself. */
async function bestCheckpoint(tx: OrgTransaction, projectId: string, name: string): Promise<FoundTunedModel | null> {
  const [, parent, step] = /^(ft:.+):ckpt-step-(\d{1,9})$/.exec(name) ?? [];
  if (parent === undefined) return null;
  const model = await tx.model.findFirst({ where: { projectId, deletedAt: null, name: parent }, include });
  if (model === null) return null;
  const best = await tx.checkpoint.findFirst({ where: { jobId: model.jobId, step: Number(step), isBest: true } });
  return best === null ? null : { model, endpointId: null };
}
