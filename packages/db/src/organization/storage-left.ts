import { limitsOf } from '@modelmint/domain/organization-limits';
import type { Prisma } from '../generated/client.ts';

/** Bytes of an organization's storage that nothing takes yet. */
export async function storageLeft(tx: Prisma.TransactionClient, organizationId: string): Promise<number> {
  const { plan, limits } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    include: { plan: true, limits: true },
  });
  const left = Number(limitsOf(plan, limits).storageBytesMax) - (await storageUsed(tx, organizationId));
  return Math.max(0, left);
}

/** Bytes of its files and imported base models. */
export async function storageUsed(tx: Prisma.TransactionClient, organizationId: string): Promise<number> {
  const where = { organizationId, deletedAt: null };
  const files = await tx.file.aggregate({ where, _sum: { sizeBytes: true } });
  const models = await tx.baseModel.aggregate({ where, _sum: { sizeBytes: true } });
  return Number((files._sum.sizeBytes ?? 0n) + (models._sum.sizeBytes ?? 0n));
}
