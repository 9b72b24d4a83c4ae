import { graceDays } from '@modelmint/domain/organization-rules';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface ClosingOrganization {
  id: string;
  /** Its grace is over. */
  isDue: boolean;
}

/** Organizations that are being deleted and not erased yet, by the clock of the database. */
export async function listClosing(db: Database): Promise<ClosingOrganization[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<ClosingOrganization[]>`
      SELECT "id", "deleteRequestedAt" <= now() - make_interval(days => ${graceDays}::int) AS "isDue"
      FROM "organization" WHERE "deleteRequestedAt" IS NOT NULL AND "erasedAt" IS NULL ORDER BY "deleteRequestedAt"`,
  );
}
