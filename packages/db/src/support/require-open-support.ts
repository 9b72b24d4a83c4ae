import { AppError } from '@modelmint/domain/errors';
import type { OrgTransaction } from '../with-org.ts';

/**
 * The support session stands, until the end of the transaction: an organization that ends it waits for what was begun
 * before, and nothing comes after. Throws `permission_denied` once it has ended.
 */
export async function requireOpenSupport(tx: OrgTransaction, id: string): Promise<void> {
  const open = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "support_session"
    WHERE "id" = ${id} AND "endedAt" IS NULL AND "sessionId" IS NOT NULL
      AND "expiresAt" > clock_timestamp() FOR SHARE`;
  if (open.length === 0)
    throw new AppError('permission_denied', 'The support session has ended meanwhile. Nothing was changed.');
}
