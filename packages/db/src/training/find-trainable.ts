import {
  type CheckpointFacts,
  CheckpointFacts as Facts,
  findScratchModel,
  priceNameOf,
  scratchModels,
  tunedTaskOf,
} from '@modelmint/domain/base-model';
import { AppError } from '@modelmint/domain/errors';
import type { Task } from '@modelmint/domain/task';
import { lockBaseModel } from '../base-model/find-base-model.ts';
import type { Prisma } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/** What a job can be made from. */
export interface Trainable {
  /** The wire name, frozen in the job. */
  name: string;
  task: Task;
  /** Under which the price book has it. */
  priceName: string;
  /** Of an imported checkpoint; null for a template, which is trained from nothing. */
  checkpoint: { id: string; facts: CheckpointFacts } | null;
}

/**
 * A template, else an imported checkpoint of the organization, else one of everybody's. Throws `model_not_found` with what
 * there is, `invalid_state` while it is imported.
 *
 * @param frozenId of a job that stands on a checkpoint: another may have taken its name meanwhile.
 */
export async function findTrainable(
  tx: OrgTransaction,
  name: string,
  frozenId: string | null = null,
): Promise<Trainable> {
  const template = findScratchModel(name);
  if (template !== undefined) return { name, task: template.task, priceName: priceNameOf(template), checkpoint: null };
  const found = await tx.baseModel.findFirst({
    where: frozenId === null ? { name, deletedAt: null, ...visible } : { id: frozenId, deletedAt: null },
    orderBy: { organizationId: { sort: 'asc', nulls: 'last' } },
  });
  if (found === null || !(await lockBaseModel(tx, found.id))) throw await unknown(tx, name);
  const refuse = (message: string) => new AppError('invalid_state', message, { param: 'model' });
  if (found.status === 'FAILED')
    throw refuse(`The import of '${name}' has failed: ${found.reason ?? 'no reason is known.'}`);
  if (found.status !== 'READY') throw refuse(`'${name}' is still being imported. Try again when it is there.`);
  const facts = Facts.parse(found.facts);
  const task = tunedTaskOf(facts);
  return { name, task, priceName: priceNameOf({ facts }), checkpoint: { id: found.id, facts } };
}

/** What the operator is still importing is nobody's business yet, nor is why it failed: that names folders. */
const visible = { OR: [{ organizationId: { not: null } }, { status: 'READY' }] } satisfies Prisma.BaseModelWhereInput;

async function unknown(tx: OrgTransaction, name: string): Promise<AppError> {
  const imported = await tx.baseModel.findMany({
    where: { status: 'READY', deletedAt: null },
    orderBy: { name: 'asc' },
    select: { name: true },
    take: 20,
  });
  const known = [...scratchModels.map(({ id }) => id), ...imported.map((each) => each.name)];
  const list = known.map((each) => `'${each}'`).join(', ');
  return new AppError('model_not_found', `The model '${name.slice(0, 200)}' cannot be trained. Possible: ${list}.`, {
    param: 'model',
  });
}
