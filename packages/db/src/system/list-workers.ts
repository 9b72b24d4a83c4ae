import type { Worker } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { workerAliveSeconds } from './register-worker.ts';

/** The workers of the installation for its operator, newest first. */
export async function listWorkers(db: Database): Promise<(Worker & { isAlive: boolean })[]> {
  return withSystem(db, async (tx) => {
    const workers = await tx.worker.findMany({ orderBy: { startedAt: 'desc' }, take: 100 });
    const alive = await tx.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "worker" WHERE "stoppedAt" IS NULL
        AND "heartbeatAt" > now() - make_interval(secs => ${workerAliveSeconds}::int)`;
    const ids = new Set(alive.map(({ id }) => id));
    return workers.map((worker) => ({ ...worker, isAlive: ids.has(worker.id) }));
  });
}
