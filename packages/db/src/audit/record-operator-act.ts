import type { SystemTransaction } from '../with-system.ts';
import { type AuditFrom, type AuditRecord, recordAudit } from './record-audit.ts';

/** The operator, who acts for the whole platform. */
export interface OperatorActor {
  userId: string;
  from?: AuditFrom;
}

/**
 * What the operator did: to one organization, which then sees it in its log, or to the platform. Null: a command on the
 * machine itself, where nobody is signed in.
 */
export async function recordOperatorAct(
  tx: SystemTransaction,
  operator: OperatorActor | null,
  act: Omit<AuditRecord, 'actor' | 'from' | 'organizationId'> & { organizationId?: string },
): Promise<void> {
  await recordAudit(tx, {
    ...act,
    organizationId: act.organizationId ?? null,
    actor: operator === null ? { kind: 'system', id: 'command' } : { kind: 'operator', id: operator.userId },
    ...(operator?.from === undefined ? {} : { from: operator.from }),
  });
}
