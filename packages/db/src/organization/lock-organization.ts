import { AppError } from '@modelmint/domain/errors';
import type { OrgTransaction } from '../with-org.ts';
import type { SystemTransaction } from '../with-system.ts';

export interface LockedOrganization {
  id: string;
  name: string;
  version: number;
  deleteRequestedAt: Date | null;
  erasedAt: Date | null;
}

/** Until the transaction ends nobody else changes who belongs to the organization, or its name or its end. */
export async function lockOrganization(
  tx: OrgTransaction | SystemTransaction,
  organizationId: string,
): Promise<LockedOrganization> {
  const [row] = await tx.$queryRaw<LockedOrganization[]>`
    SELECT "id", "name", "version", "deleteRequestedAt", "erasedAt" FROM "organization"
    WHERE "id" = ${organizationId} FOR NO KEY UPDATE`;
  if (row === undefined) throw new AppError('not_found', 'There is no such organization.');
  return row;
}
