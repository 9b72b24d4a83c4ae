import { type BaseModelSource, findScratchModel, uploadsOf } from '@modelmint/domain/base-model';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { isUniqueViolation } from '../database-error.ts';
import type { BaseModel } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';
import type { SystemTransaction } from '../with-system.ts';
import { tellBaseModel } from './tell-base-model.ts';

export interface NewBaseModel {
  organizationId: string;
  name: string;
  source: BaseModelSource;
  createdByUserId: string | null;
}

/** What one organization may import at the same time. */
export const openImportsMax = 3;

/**
 * A base model that waits for its import: ring `base-model.import` after the commit. Throws `conflict` for a name that
 * is taken, `invalid_value` for a source that is not for tenants, `invalid_file`, and `rate_limit_exceeded` while
 * `openImportsMax` imports are open.
 */
export async function createBaseModel(tx: OrgTransaction, asked: NewBaseModel): Promise<BaseModel> {
  const { source, organizationId } = asked;
  if (source.kind === 'folder')
    throw new AppError(
      'invalid_value',
      'Only the operator imports from a folder. Upload an archive or name a repository.',
      {
        param: 'source',
      },
    );
  await checkUploads(tx, source);
  const open = await tx.baseModel.count({
    where: { organizationId, deletedAt: null, status: { in: ['PENDING', 'IMPORTING'] } },
  });
  if (open >= openImportsMax)
    throw new AppError('rate_limit_exceeded', `${open} imports are running. Wait until one of them has ended.`);
  return insertBaseModel(tx, asked);
}

/** Also for what is everybody's; its caller has checked who may. */
export async function insertBaseModel(
  tx: OrgTransaction | SystemTransaction,
  {
    name,
    source,
    organizationId,
    createdByUserId,
  }: Omit<NewBaseModel, 'organizationId'> & { organizationId: string | null },
): Promise<BaseModel> {
  if (findScratchModel(name) !== undefined)
    throw nameTaken(name, 'That is the name of a model that is trained from scratch.');
  try {
    const row = await tx.baseModel.create({
      data: { id: newId('baseModel'), organizationId, name, source, createdByUserId },
    });
    await tellBaseModel(tx, row);
    return row;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw nameTaken(name, 'Choose another, or delete that one first.');
  }
}

async function checkUploads(tx: OrgTransaction, source: BaseModelSource): Promise<void> {
  const ids = uploadsOf(source);
  const files = await tx.file.findMany({ where: { id: { in: [...ids] }, deletedAt: null } });
  const refuse = (message: string, place: number) =>
    new AppError('invalid_file', message, {
      param: source.kind === 'files' ? `source.fileIds[${place}]` : 'source.fileId',
    });
  const names = new Set<string>();
  for (const [place, id] of ids.entries()) {
    const file = files.find((one) => one.id === id);
    if (file === undefined)
      throw refuse(`There is no file '${id}'. Upload it first; what was imported once is gone from there.`, place);
    if (file.purpose !== 'base-model')
      throw refuse(`'${file.name}' was not uploaded with the purpose 'base-model'.`, place);
    if (names.has(file.name)) throw refuse(`Two of the files are named '${file.name}'. Leave one of them out.`, place);
    names.add(file.name);
  }
}

function nameTaken(name: string, what: string): AppError {
  return new AppError('conflict', `There is a base model '${name}' already. ${what}`, { param: 'name' });
}
