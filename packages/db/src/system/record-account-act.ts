import type { AuditAction } from '@modelmint/domain/audit-action';
import { type AuditFrom, type AuditScalar, recordAudit } from '../audit/record-audit.ts';
import type { SystemTransaction } from '../with-system.ts';

export interface AccountAct {
  userId: string;
  action: AuditAction;
  from?: AuditFrom;
  details?: Record<string, AuditScalar>;
}

/**
 * What a person did to their own way in concerns every organization that they can reach by it: one entry in the log of
 * each, in the transaction of the act. Never the address or the name of a device, which are the person's.
 */
export async function recordAccountAct(tx: SystemTransaction, act: AccountAct): Promise<void> {
  const { userId, action, from, details } = act;
  const members = await tx.member.findMany({ where: { userId }, select: { organizationId: true } });
  for (const { organizationId } of members)
    await recordAudit(tx, {
      organizationId,
      actor: { kind: 'user', id: userId },
      ...(from ? { from } : {}),
      action,
      target: { kind: 'user', id: userId },
      ...(details ? { details } : {}),
    });
}
