import { notifyRow } from '../notify-row.ts';
import type { OrgTransaction } from '../with-org.ts';
import type { SystemTransaction } from '../with-system.ts';

/**
 * Tells the pages of the organization that a base model has changed. What is everybody's is told to the organizations
 * of whoever asked for it, which needs the system login: others see it when they look next.
 */
export async function tellBaseModel(
  tx: OrgTransaction | SystemTransaction,
  {
    id,
    organizationId,
    createdByUserId,
  }: { id: string; organizationId: string | null; createdByUserId: string | null },
): Promise<void> {
  const event = { projectId: null, kind: 'base_model', id } as const;
  if (organizationId !== null) return notifyRow(tx, { ...event, organizationId });
  if (createdByUserId === null) return;
  for (const member of await tx.member.findMany({ where: { userId: createdByUserId } }))
    await notifyRow(tx, { ...event, organizationId: member.organizationId });
}
