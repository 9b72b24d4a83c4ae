import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Imports that nobody does although they have waited longer than a ring takes, or whose worker has died. */
export async function listWaitingImports(
  db: Database,
  { olderThanSeconds = 10 }: { olderThanSeconds?: number } = {},
): Promise<{ baseModelId: string }[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<{ baseModelId: string }[]>`
      SELECT "id" AS "baseModelId" FROM "base_model" WHERE "deletedAt" IS NULL AND (
        ("status" = 'PENDING' AND "createdAt" < now() - make_interval(secs => ${olderThanSeconds}::int))
        OR ("status" = 'IMPORTING' AND "leaseUntil" < now()))
      ORDER BY "createdAt" LIMIT 500`,
  );
}

/** Of these ids, those whose import has not ended: their part files are still of use. */
export async function findOpenImports(db: Database, ids: string[]): Promise<Set<string>> {
  const rows = await withSystem(db, (tx) =>
    tx.baseModel.findMany({
      where: { id: { in: ids }, deletedAt: null, status: { in: ['PENDING', 'IMPORTING'] } },
      select: { id: true },
    }),
  );
  return new Set(rows.map(({ id }) => id));
}
