import type { NotificationReader } from '@modelmint/db/notification/list-notifications';
import { AppError } from '@modelmint/domain/errors';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';

/** People are told things; keys are not. */
export function requireReader(principal: OrganizationPrincipal): NotificationReader {
  requirePermission(principal, 'organization.read');
  const { organizationId, userId, role } = principal;
  if (userId === null) throw new AppError('permission_denied', 'Only a person has notifications: sign in.');
  return { organizationId, userId, role };
}
