import type { PlatformComponent } from '@modelmint/domain/platform-component';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Days that are kept. */
export const probeDaysMax = 90;

/** Counts one probe of each component for today (UTC, by the database's clock), and drops what is too old to be shown. */
export async function recordProbe(
  db: Database,
  seen: readonly { component: PlatformComponent; isOk: boolean }[],
): Promise<void> {
  await withSystem(db, async (tx) => {
    for (const { component, isOk } of seen)
      await tx.$executeRaw`
        INSERT INTO "probe_day" AS d ("component", "day", "okCount", "failedCount", "lastIsOk", "lastAt")
        VALUES (${component}, (now() AT TIME ZONE 'UTC')::date, ${isOk ? 1 : 0}::int, ${isOk ? 0 : 1}::int, ${isOk}, now())
        ON CONFLICT ("component", "day") DO UPDATE SET "okCount" = d."okCount" + excluded."okCount",
          "failedCount" = d."failedCount" + excluded."failedCount", "lastIsOk" = excluded."lastIsOk",
          "lastAt" = excluded."lastAt"`;
    await tx.$executeRaw`
      DELETE FROM "probe_day" WHERE "day" <= (now() AT TIME ZONE 'UTC')::date - ${probeDaysMax}::int`;
  });
}
