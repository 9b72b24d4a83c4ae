import type { SystemTransaction } from '../with-system.ts';

/** Bytes of an organization's storage that nothing takes yet. */
export async function storageLeft(tx: SystemTransaction, organizationId: string): Promise<number> {
  const { plan } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId }, include: { plan: true } });
  const where = { organizationId, deletedAt: null };
  const files = await tx.file.aggregate({ where, _sum: { sizeBytes: true } });
  const models = await tx.baseModel.aggregate({ where, _sum: { sizeBytes: true } });
  const left = plan.storageBytesMax - (files._sum.sizeBytes ?? 0n) - (models._sum.sizeBytes ?? 0n);
  return Number(left > 0n ? left : 0n);
}
