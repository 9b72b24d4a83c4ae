import type { BaseModel } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/** By name or id, READY or not: the organization's own first, then everybody's. */
export async function findBaseModel(
  tx: OrgTransaction,
  organizationId: string,
  nameOrId: string,
): Promise<BaseModel | null> {
  const found = await tx.baseModel.findMany({
    where: {
      deletedAt: null,
      OR: [{ id: nameOrId }, { name: nameOrId }],
      AND: { OR: [{ organizationId }, { organizationId: null }] },
    },
  });
  return found.find((one) => one.organizationId !== null) ?? found[0] ?? null;
}

/** Keeps it from being deleted until the transaction ends. False: it is deleted. */
export async function lockBaseModel(tx: OrgTransaction, id: string): Promise<boolean> {
  const held = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "base_model" WHERE "id" = ${id} AND "deletedAt" IS NULL FOR SHARE`;
  return held.length === 1;
}
