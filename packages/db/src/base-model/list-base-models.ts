import type { BaseModel } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/** The organization's own, newest first, then everybody's that are READY, by name. */
export async function listBaseModels(tx: OrgTransaction, organizationId: string): Promise<BaseModel[]> {
  const own = await tx.baseModel.findMany({
    where: { organizationId, deletedAt: null },
    orderBy: { createdAt: 'desc' },
    take: 500,
  });
  const shared = await tx.baseModel.findMany({
    where: { organizationId: null, deletedAt: null, status: 'READY' },
    orderBy: { name: 'asc' },
    take: 500,
  });
  return [...own, ...shared];
}
