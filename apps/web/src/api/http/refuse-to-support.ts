import { AppError } from '@modelmint/domain/errors';
import type { OrganizationPrincipal } from '../../features/organization/server/principal.ts';

/** Whole files, models and tables: to look is enough to help. */
const takesAlong = /\/(content|download|csv|export)$|\/models\/[^/]+\/files\/./;

/**
 * What no support session may, whatever its role: take anything along, delete, and change anything without consent.
 * Throws `permission_denied`.
 */
export function refuseToSupport({ support }: OrganizationPrincipal, asked: { method: string; path: string }): void {
  if (support === undefined) return;
  const refuse = (message: string) => new AppError('permission_denied', message);
  if (asked.method === 'GET' || asked.method === 'HEAD') {
    if (takesAlong.test(asked.path))
      throw refuse('Support looks at data and takes none along. A member of the organization can download it.');
  } else if (asked.method === 'DELETE') throw refuse('Support deletes nothing. A member of the organization can.');
  else if (!support.isActing)
    throw refuse('Support was let in to look only. The organization can let it act, on its page Settings.');
}
