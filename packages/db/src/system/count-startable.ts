import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { fairOrder } from './fair-order.ts';

/** Waiting jobs that could start now if a worker were free. */
export async function countStartable(db: Database): Promise<number> {
  const [row] = await withSystem(
    db,
    (tx) => tx.$queryRaw<{ jobs: number }[]>`
      WITH ${fairOrder} SELECT count(*)::int AS "jobs" FROM waiting WHERE "canStart"`,
  );
  return row?.jobs ?? 0;
}
