import { CheckpointFacts, priceNameOf } from '@modelmint/domain/base-model';
import { contextLengthOf } from '@modelmint/domain/context-length';
import { AppError } from '@modelmint/domain/errors';
import {
  abilitiesOfFacts,
  abilitiesOfTask,
  type ModelAbility,
  routesOf,
  wordsOf,
} from '@modelmint/domain/model-ability';
import { TrainingSpec } from '@modelmint/domain/training-spec';
import type { CalledModel } from '@modelmint/domain/wire/called-model';
import { findBaseModel } from '../base-model/find-base-model.ts';
import type { BaseModel } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';
import { type FoundTunedModel, lookUpTuned, modelNotFound } from './look-up-tuned.ts';

/** What a call needs to know of the model that it names: a tuned one, or an imported checkpoint as it is. */
export interface FoundModel extends CalledModel {
  /** The wire name of what it was tuned from; of a checkpoint its own. */
  baseModel: string;
  /** Under which the price book has it. */
  priceName: string;
  /** When the name was that of an endpoint. */
  endpointId: string | null;
}

/**
 * By the name of an endpoint, the name or id of a tuned model, or the name or id of an imported checkpoint, in this
 * order. Throws `model_not_found`, also for a checkpoint of somebody else, `invalid_state` for one that is not READY,
 * and `invalid_value` with the right route for a model that cannot do what `ability` asks.
 */
export async function findCalledModel(
  tx: OrgTransaction,
  asked: { organizationId: string; projectId: string; name: string; abilities: readonly ModelAbility[] },
): Promise<FoundModel> {
  const { organizationId, projectId, name, abilities } = asked;
  const found = await lookUp(tx, { organizationId, projectId, name });
  if (found === null) throw modelNotFound(name);
  if (!abilities.some((ability) => found.abilities.includes(ability))) throw wrongRoute(name, found);
  return found;
}

async function lookUp(
  tx: OrgTransaction,
  { organizationId, projectId, name }: { organizationId: string; projectId: string; name: string },
): Promise<FoundModel | null> {
  const tuned = await lookUpTuned(tx, projectId, name);
  if (tuned !== null) return describeTuned(tuned);
  const base = await findBaseModel(tx, organizationId, name);
  return base === null ? null : describeBase(base);
}

function describeTuned({ model, endpointId }: FoundTunedModel): FoundModel {
  const { id, storagePrefix, task, baseModel, base } = model;
  const common = { id, storagePrefix, baseModel, endpointId, abilities: abilitiesOfTask(task) };
  if (base === null) {
    const contextLength = contextLengthOf(model.job.spec);
    return { ...common, base: null, priceName: priceNameOf({ id: baseModel }), contextLength, hiddenSize: null };
  }
  const { facts, storagePrefix: basePrefix } = ready(base, base.name);
  const { contextLength, hiddenSize } = facts;
  return {
    ...common,
    // One that was trained whole has all of its weights; an adapter stands beside those of its base.
    base: isWhole(model.job.spec) ? null : { id: base.id, storagePrefix: basePrefix },
    ...{ priceName: priceNameOf({ facts }), contextLength, hiddenSize },
  };
}

function isWhole(jobSpec: unknown): boolean {
  const spec = TrainingSpec.safeParse(jobSpec).data;
  return spec !== undefined && 'method' in spec && spec.method.kind === 'full';
}

function describeBase(row: BaseModel): FoundModel {
  // What the operator is still importing is nobody's business yet.
  if (row.organizationId === null && row.status !== 'READY') throw modelNotFound(row.name);
  const { facts, storagePrefix } = ready(row, row.name);
  const { contextLength, hiddenSize } = facts;
  return {
    ...{ id: row.id, storagePrefix, base: null, baseModel: row.name, endpointId: null },
    ...{ abilities: abilitiesOfFacts(facts), priceName: priceNameOf({ facts }), contextLength, hiddenSize },
  };
}

function ready(
  { status, reason, facts, storagePrefix, deletedAt }: BaseModel,
  name: string,
): { facts: CheckpointFacts; storagePrefix: string } {
  const refuse = (message: string) => new AppError('invalid_state', message, { param: 'model' });
  if (deletedAt !== null)
    throw new AppError('model_not_found', `The base model '${name}' was deleted: import it again.`, { param: 'model' });
  if (status === 'FAILED')
    throw refuse(
      `The import of '${name}' has failed: ${reason ?? 'no reason is known.'} Delete it and import it again.`,
    );
  if (status !== 'READY' || storagePrefix === null)
    throw refuse(`The base model '${name}' is still being imported. Call it when it is ready.`);
  return { facts: CheckpointFacts.parse(facts), storagePrefix };
}

function wrongRoute(name: string, { abilities }: FoundModel): AppError {
  const shown = name.slice(0, 200);
  return new AppError(
    'invalid_value',
    abilities.length === 0
      ? `The model '${shown}' has no labels to answer with: fine-tune a classifier, then call that.`
      : `The model '${shown}' ${wordsOf(abilities)}. Call ${routesOf(abilities)}.`,
    { param: 'model' },
  );
}
