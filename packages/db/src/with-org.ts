import { translateDatabaseError } from './database-error.ts';
import type { Prisma } from './generated/client.ts';
import type { Database } from './open-database.ts';

declare const tenant: unique symbol;
/** A transaction that sees and writes one organization only. */
export type OrgTransaction = Prisma.TransactionClient & { readonly [tenant]?: 'organization' };

/**
 * The only way to a tenant's rows: one transaction, bound to the organization by its first statement.
 * A throw after a write leaves nothing. Throws `database_unavailable` (retryable) when the server is away.
 */
export async function withOrg<T>(
  db: Database,
  organizationId: string,
  run: (tx: OrgTransaction) => Promise<T>,
): Promise<T> {
  try {
    return await db.app.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('app.org', ${organizationId}, true)`;
      return await run(tx);
    });
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
