import { tellBaseModel } from '../base-model/tell-base-model.ts';
import type { Prisma } from '../generated/client.ts';
import type { SystemTransaction } from '../with-system.ts';

/** A worker's right to write about a base model; see `training/training-claim`. */
export interface ImportClaim {
  baseModelId: string;
  fence: number;
}

/** By the database's clock; renewed every second while the import runs. */
export const importLeaseSeconds = 15;

/** False: the claim is lost, or the base model is imported or deleted; write nothing and stop. */
export async function writeUnderImportClaim(
  tx: SystemTransaction,
  { baseModelId: id, fence }: ImportClaim,
  data: Prisma.BaseModelUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await tx.baseModel.updateMany({ where: { id, fence, status: 'IMPORTING', deletedAt: null }, data });
  if (count === 0) return false;
  await tellBaseModel(tx, await tx.baseModel.findUniqueOrThrow({ where: { id } }));
  return true;
}
