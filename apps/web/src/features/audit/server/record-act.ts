import { type AuditActor, type AuditRecord, recordAudit } from '@modelmint/db/audit/record-audit';
import { requireOpenSupport } from '@modelmint/db/support/require-open-support';
import type { OrgTransaction } from '@modelmint/db/with-org';
import type { OrganizationPrincipal, Principal } from '../../organization/server/principal.ts';

/**
 * What a principal did, in the transaction in which it is done. Throws `permission_denied` when they did it as support and
 * that has ended since the request came.
 */
export async function recordAct(
  tx: OrgTransaction,
  principal: OrganizationPrincipal | Principal,
  act: Pick<AuditRecord, 'action' | 'target' | 'details'>,
): Promise<void> {
  const { organizationId, from, support } = principal;
  if (support !== undefined) await requireOpenSupport(tx, support.id);
  await recordAudit(tx, {
    ...act,
    organizationId,
    projectId: 'projectId' in principal ? principal.projectId : null,
    actor: actorOf(principal),
    ...(from === undefined ? {} : { from }),
  });
}

export function actorOf({ userId, apiKeyId, support }: OrganizationPrincipal): AuditActor {
  if (support !== undefined) return { kind: 'support', id: support.id };
  if (apiKeyId !== null) return { kind: 'api_key', id: apiKeyId };
  return userId === null ? { kind: 'system', id: 'modelmint' } : { kind: 'user', id: userId };
}
