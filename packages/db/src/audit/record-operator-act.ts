import type { SystemTransaction } from '../with-system.ts';
import { type AuditFrom, type AuditRecord, recordAudit } from './record-audit.ts';

/** The operator, who acts for the whole platform. */
export interface OperatorActor {
  userId: string;
  from?: AuditFrom;
}

/** What the operator did: to one organization, which then sees it in its log, or to the platform. */
export async function recordOperatorAct(
  tx: SystemTransaction,
  { userId, from }: OperatorActor,
  act: Omit<AuditRecord, 'actor' | 'from' | 'organizationId'> & { organizationId?: string },
): Promise<void> {
  await recordAudit(tx, {
    ...act,
    organizationId: act.organizationId ?? null,
    actor: { kind: 'operator', id: userId },
    ...(from === undefined ? {} : { from }),
  });
}
