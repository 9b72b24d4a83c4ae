import { kindOfEngine } from '@modelmint/domain/worker-kind';
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
  /** What its machine costs is told by it; see domain/worker-kind. */
  kind?: string;
  /** What changes while it runs. */
  state: WorkerState;
  load?: WorkerLoad;
}

export interface WorkerLoad {
  /** Resident; null where the system does not say. */
  memoryBytes: number | null;
  memoryBytesTotal: number;
  runningJobs: number;
}

export interface WorkerState {
  engine: string;
  /** Null while its serving process is not up. */
  servingUrl: string | null;
  warmModels: string[];
}

/**
 * Says that the worker lives, by the database's clock, and learns whether the operator wants it to take nothing new.
 * Puts the row back when somebody has removed it.
 */
export async function registerWorker(db: Database, facts: WorkerFacts): Promise<{ isDraining: boolean }> {
  const { id, host, pid, version, queues, state, load } = facts;
  const { engine, servingUrl, warmModels } = state;
  const kind = facts.kind ?? kindOfEngine(engine);
  const [row] = await withSystem(
    db,
    (tx) => tx.$queryRaw<{ isDraining: boolean }[]>`
      INSERT INTO "worker" ("id", "host", "pid", "version", "engine", "servingUrl", "warmModels", "queues", "kind",
        "memoryBytes", "memoryBytesTotal", "runningJobs")
      VALUES (${id}, ${host}, ${pid}, ${version}, ${engine}, ${servingUrl},
        ${JSON.stringify(warmModels)}::jsonb, ${JSON.stringify(queues)}::jsonb, ${kind},
        ${load?.memoryBytes ?? null}::bigint, ${load?.memoryBytesTotal ?? null}::bigint, ${load?.runningJobs ?? 0})
      ON CONFLICT ("id") DO UPDATE SET "heartbeatAt" = now(), "stoppedAt" = NULL, "engine" = EXCLUDED."engine",
        "servingUrl" = EXCLUDED."servingUrl", "warmModels" = EXCLUDED."warmModels", "kind" = EXCLUDED."kind",
        "memoryBytes" = EXCLUDED."memoryBytes", "memoryBytesTotal" = EXCLUDED."memoryBytesTotal",
        "runningJobs" = EXCLUDED."runningJobs"
      RETURNING "drainRequestedAt" IS NOT NULL AS "isDraining"`,
  );
  return { isDraining: row?.isDraining === true };
}

export async function markWorkerStopped(db: Database, workerId: string): Promise<void> {
  await withSystem(
    db,
    (tx) => tx.$executeRaw`
      UPDATE "worker" SET "stoppedAt" = now(), "servingUrl" = NULL, "warmModels" = '[]', "runningJobs" = 0 WHERE "id" = ${workerId}`,
  );
}

/** Marks workers that died without a word, and forgets those that stopped a week ago. */
export async function sweepWorkers(db: Database): Promise<number> {
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`DELETE FROM "worker" WHERE "stoppedAt" < now() - interval '7 days'`;
    return tx.$executeRaw`
      UPDATE "worker" SET "stoppedAt" = "heartbeatAt", "servingUrl" = NULL, "warmModels" = '[]', "runningJobs" = 0
      WHERE "stoppedAt" IS NULL AND "heartbeatAt" < now() - interval '1 minute'`;
  });
}
