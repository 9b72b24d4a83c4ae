import type { AuditActor, AuditFrom } from '@modelmint/db/audit/record-audit';
import { AppError } from '@modelmint/domain/errors';
import type { OrganizationPrincipal } from '../../organization/server/principal.ts';

/** Who did it, for the audit log: always a person. */
export function ssoActor({ userId, from }: OrganizationPrincipal): { actor: AuditActor; from?: AuditFrom } {
  if (userId === null) throw new AppError('permission_denied', 'An API key may not do this.');
  return { actor: { kind: 'user', id: userId }, ...(from ? { from } : {}) };
}
