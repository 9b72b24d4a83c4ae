import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** What people are called, by their ids; whoever has deleted their account is not in it. The caller has found the ids in rows that it may see. */
export async function nameUsers(
  db: Database,
  ids: readonly string[],
): Promise<Map<string, { name: string; email: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await withSystem(db, (tx) =>
    tx.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true, email: true } }),
  );
  return new Map(rows.map(({ id, name, email }) => [id, { name, email }]));
}
