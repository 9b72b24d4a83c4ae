import { formatUsd, type Micros } from '@modelmint/domain/money';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface KindCost {
  kind: string;
  /** Workers of the kind that have not stopped. */
  workers: number;
  /** Of an hour, from today's point of view; null where nobody has set it. */
  microsPerHour: bigint | null;
  /** Every change, the newest first. */
  history: { effectiveDay: string; microsPerHour: bigint }[];
}

/** Every kind of worker that is there, has worked, or has a cost. */
export async function listWorkerCosts(db: Database): Promise<KindCost[]> {
  return withSystem(db, async (tx) => {
    const kinds = await tx.$queryRaw<{ kind: string; workers: number }[]>`
      SELECT k."kind", (SELECT count(*) FROM "worker" w WHERE w."kind" = k."kind" AND w."stoppedAt" IS NULL)::int AS "workers"
      FROM (SELECT "kind" FROM "worker" UNION SELECT "workerKind" FROM "work_day" UNION SELECT "kind" FROM "worker_cost") k
      ORDER BY 1`;
    const costs = await tx.$queryRaw<{ kind: string; effectiveDay: string; microsPerHour: bigint; isNow: boolean }[]>`
      SELECT "kind", to_char("effectiveDay", 'YYYY-MM-DD') AS "effectiveDay", "microsPerHour",
        "effectiveDay" <= (now() AT TIME ZONE 'UTC')::date AS "isNow"
      FROM "worker_cost" ORDER BY "kind", "effectiveDay" DESC`;
    return kinds.map(({ kind, workers }) => {
      const own = costs.filter((cost) => cost.kind === kind);
      return {
        ...{ kind, workers, microsPerHour: own.find(({ isNow }) => isNow)?.microsPerHour ?? null },
        history: own.map(({ effectiveDay, microsPerHour }) => ({ effectiveDay, microsPerHour })),
      };
    });
  });
}

/** From a day on; the same day again replaces it. What was worked on earlier days keeps its cost. */
export async function setWorkerCost(
  db: Database,
  asked: { kind: string; effectiveDay: string; microsPerHour: Micros; operator: OperatorActor },
): Promise<void> {
  const { kind, effectiveDay, microsPerHour, operator } = asked;
  await withSystem(db, async (tx) => {
    await tx.$executeRaw`
      INSERT INTO "worker_cost" ("kind", "effectiveDay", "microsPerHour")
      VALUES (${kind}, ${effectiveDay}::date, ${microsPerHour}::bigint)
      ON CONFLICT ("kind", "effectiveDay") DO UPDATE SET "microsPerHour" = EXCLUDED."microsPerHour", "setAt" = now()`;
    const details = { perHour: formatUsd(microsPerHour, { exact: true }), from: effectiveDay };
    const target = { kind: 'worker_kind', id: kind, name: kind };
    await recordOperatorAct(tx, operator, { action: 'worker.set_cost', target, details });
  });
}
