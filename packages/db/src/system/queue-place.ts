import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { fairOrder } from './fair-order.ts';
import { workerAliveSeconds } from './register-worker.ts';

export interface QueuePlace {
  /** 1 for the job that is next. */
  place: number;
  /** Jobs of all organizations that wait. */
  waiting: number;
  ownRunning: number;
  /** What the plan allows at once. */
  ownLimit: number;
  /**
   * Why it does not run yet. `own_limit`: the organization already trains as much as its plan allows;
   * `no_worker`: none is alive, or those that are take nothing new; `suspended`: the operator stopped the organization; `others_first`: fair order; `workers_busy`: next, as soon as one is free; `next`: now.
   */
  reason: 'suspended' | 'own_limit' | 'no_worker' | 'others_first' | 'workers_busy' | 'next';
}

interface PlaceRow {
  place: number;
  waiting: number;
  ownRunning: number;
  ownLimit: number;
  canStart: boolean;
  isSuspended: boolean;
  /** Jobs before it that can start. */
  ahead: number;
  trainers: number;
  running: number;
}

/** Where a job of the organization stands among all that wait, and why. Null: it does not wait. */
export async function queuePlace(
  db: Database,
  { organizationId, jobId }: { organizationId: string; jobId: string },
): Promise<QueuePlace | null> {
  const [row] = await withSystem(
    db,
    (tx) => tx.$queryRaw<PlaceRow[]>`
      WITH ${fairOrder}
      SELECT w."place", w."ownRunning", w."ownLimit", w."canStart", w."isSuspended",
        (SELECT count(*) FROM waiting)::int AS "waiting",
        (SELECT count(*) FROM waiting a WHERE a."canStart" AND a."place" < w."place")::int AS "ahead",
        (SELECT count(*) FROM "worker" k WHERE k."stoppedAt" IS NULL AND k."queues" ? 'train' AND k."drainRequestedAt" IS NULL
          AND k."heartbeatAt" > now() - make_interval(secs => ${workerAliveSeconds}::int))::int AS "trainers",
        (SELECT count(*) FROM "fine_tuning_job" r WHERE r."status" = 'RUNNING')::int AS "running"
      FROM waiting w WHERE w."id" = ${jobId} AND w."organizationId" = ${organizationId}`,
  );
  if (row === undefined) return null;
  const { place, waiting, ownRunning, ownLimit } = row;
  return { place, waiting, ownRunning, ownLimit, reason: reasonOf(row) };
}

function reasonOf({ canStart, isSuspended, ahead, trainers, running }: PlaceRow): QueuePlace['reason'] {
  if (isSuspended) return 'suspended';
  if (trainers === 0) return 'no_worker';
  if (!canStart) return 'own_limit';
  if (ahead > 0) return 'others_first';
  return running >= trainers ? 'workers_busy' : 'next';
}
