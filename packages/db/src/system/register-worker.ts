import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Longer without a heartbeat, and nobody counts on the worker any more. */
export const workerAliveSeconds = 15;

export interface WorkerFacts {
  id: string;
  host: string;
  pid: number;
  version: string;
  queues: string[];
  /** What changes while it runs. */
  state: WorkerState;
}

export interface WorkerState {
  engine: string;
  /** Null while its serving process is not up. */
  servingUrl: string | null;
  warmModels: string[];
}

/** Says that the worker lives, by the database's clock. Puts the row back when somebody has removed it. */
export async function registerWorker(db: Database, { id, host, pid, version, queues, state }: WorkerFacts) {
  const { engine, servingUrl, warmModels } = state;
  await withSystem(
    db,
    (tx) => tx.$executeRaw`
      INSERT INTO "worker" ("id", "host", "pid", "version", "engine", "servingUrl", "warmModels", "queues")
      VALUES (${id}, ${host}, ${pid}, ${version}, ${engine}, ${servingUrl},
        ${JSON.stringify(warmModels)}::jsonb, ${JSON.stringify(queues)}::jsonb)
      ON CONFLICT ("id") DO UPDATE SET "heartbeatAt" = now(), "stoppedAt" = NULL, "engine" = EXCLUDED."engine",
        "servingUrl" = EXCLUDED."servingUrl", "warmModels" = EXCLUDED."warmModels"`,
  );
}

export async function markWorkerStopped(db: Database, workerId: string): Promise<void> {
  await withSystem(
    db,
    (tx) => tx.$executeRaw`
      UPDATE "worker" SET "stoppedAt" = now(), "servingUrl" = NULL, "warmModels" = '[]' WHERE "id" = ${workerId}`,
  );
}

/** Marks workers that died without a word, and forgets those that stopped a week ago. */
export async function sweepWorkers(db: Database): Promise<number> {
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`DELETE FROM "worker" WHERE "stoppedAt" < now() - interval '7 days'`;
    return tx.$executeRaw`
      UPDATE "worker" SET "stoppedAt" = "heartbeatAt", "servingUrl" = NULL, "warmModels" = '[]'
      WHERE "stoppedAt" IS NULL AND "heartbeatAt" < now() - interval '1 minute'`;
  });
}
