import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

export type Attempt = { isAllowed: true } | { isAllowed: false; retryAfterMs: number };

/** Failures older than this are forgotten. */
const memoryHours = 24;

/**
 * One attempt under `key` (`account:<email>`), counted as failed before it is made, so that parallel guesses wait too.
 * After the n-th failure the next attempt waits 0, 0, 0, 1, 2, 4 … 60 s: slow for a guesser, never locked for good.
 */
export async function takeDelayedAttempt(db: Database, key: string): Promise<Attempt> {
  return withSystem(db, async (tx) => {
    const taken = await tx.$queryRaw<{ failures: number }[]>`
      INSERT INTO "sign_in_delay" AS d ("key", "failures", "nextAllowedAt", "updatedAt")
      VALUES (${key}, 1, now(), now())
      ON CONFLICT ("key") DO UPDATE SET
        "failures" = CASE WHEN d."updatedAt" < now() - make_interval(hours => ${memoryHours}::int) THEN 1 ELSE least(d."failures" + 1, 1000) END,
        "nextAllowedAt" = CASE
          WHEN d."updatedAt" < now() - make_interval(hours => ${memoryHours}::int) OR d."failures" + 1 < 4 THEN now()
          ELSE now() + make_interval(secs => least(60, power(2, least(d."failures" + 1, 20) - 4))) END,
        "updatedAt" = now()
      WHERE d."nextAllowedAt" <= now()
      RETURNING "failures"`;
    if (taken.length > 0) return { isAllowed: true };
    return { isAllowed: false, retryAfterMs: await waitOf(tx, key) };
  });
}

interface WindowLimit {
  key: string;
  attemptsMax: number;
  windowSeconds: number;
}

/** At most `attemptsMax` under `key` (`ip:<address>`) in each window; the window begins with its first attempt. */
export async function takeWindowedAttempt(db: Database, limit: WindowLimit): Promise<Attempt> {
  const { key, attemptsMax, windowSeconds } = limit;
  return withSystem(db, async (tx) => {
    const taken = await tx.$queryRaw<{ failures: number }[]>`
      INSERT INTO "sign_in_delay" AS d ("key", "failures", "nextAllowedAt", "updatedAt")
      VALUES (${key}, 1, now() + make_interval(secs => ${windowSeconds}::int), now())
      ON CONFLICT ("key") DO UPDATE SET
        "failures" = CASE WHEN d."nextAllowedAt" <= now() THEN 1 ELSE d."failures" + 1 END,
        "nextAllowedAt" = CASE WHEN d."nextAllowedAt" <= now() THEN excluded."nextAllowedAt" ELSE d."nextAllowedAt" END,
        "updatedAt" = now()
      WHERE d."nextAllowedAt" <= now() OR d."failures" < ${attemptsMax}::int
      RETURNING "failures"`;
    if (taken.length > 0) return { isAllowed: true };
    return { isAllowed: false, retryAfterMs: await waitOf(tx, key) };
  });
}

async function waitOf(tx: SystemTransaction, key: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ waitMs: number }[]>`
    SELECT greatest(extract(epoch FROM "nextAllowedAt" - now()) * 1000, 0)::float8 AS "waitMs"
    FROM "sign_in_delay" WHERE "key" = ${key}`;
  return Math.max(Math.ceil(row?.waitMs ?? 0), 1);
}

/** After a success the next mistake costs nothing. */
export async function forgetAttempts(db: Database, key: string): Promise<void> {
  await withSystem(db, (tx) => tx.signInDelay.deleteMany({ where: { key } }));
}
