import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { workerAliveSeconds } from './register-worker.ts';

export interface ServingWorker {
  workerId: string;
  /** Base URL of its serving process, inside the installation. */
  url: string;
  /** It has the model loaded. */
  isWarm: boolean;
  /** See domain/worker-kind. */
  kind: string;
}

/**
 * Workers that can answer calls of a model, those that have it loaded first. Empty: none is alive. One that is drained
 * takes no new calls; `own` is there all the same, for the jobs that it ends.
 */
export async function findServingWorkers(
  db: Database,
  modelId: string,
  { own = '' }: { own?: string } = {},
): Promise<ServingWorker[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<ServingWorker[]>`
      SELECT "id" AS "workerId", "servingUrl" AS "url", "warmModels" ? ${modelId} AS "isWarm", "kind" FROM "worker"
      WHERE "servingUrl" IS NOT NULL AND "stoppedAt" IS NULL AND ("drainRequestedAt" IS NULL OR "id" = ${own})
        AND "heartbeatAt" > now() - make_interval(secs => ${workerAliveSeconds}::int)
      ORDER BY "isWarm" DESC, jsonb_array_length("warmModels"), "startedAt"`,
  );
}

/** Models that some worker has loaded; all others are cold. */
export async function listWarmModels(db: Database): Promise<Set<string>> {
  const rows = await withSystem(
    db,
    (tx) => tx.$queryRaw<{ modelId: string }[]>`
      SELECT DISTINCT jsonb_array_elements_text("warmModels") AS "modelId" FROM "worker"
      WHERE "servingUrl" IS NOT NULL AND "stoppedAt" IS NULL AND "drainRequestedAt" IS NULL
        AND "heartbeatAt" > now() - make_interval(secs => ${workerAliveSeconds}::int)`,
  );
  return new Set(rows.map(({ modelId }) => modelId));
}
