import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** For the operator; null: there is none. */
export async function findOrganizationName(db: Database, organizationId: string): Promise<string | null> {
  const found = await withSystem(db, (tx) =>
    tx.organization.findUnique({ where: { id: organizationId }, select: { name: true } }),
  );
  return found?.name ?? null;
}
