import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { type Reader, readBy } from './find-membership.ts';

export interface ListedProject {
  id: string;
  name: string;
  version: number;
  createdAt: Date;
  archivedAt: Date | null;
  /** Limits of its own; null: those of the organization and its plan. */
  monthlySpendMaxMicros: bigint | null;
  requestsPerMinuteMax: number | null;
  /** In this month (UTC). */
  spentMicros: bigint;
}

/** The projects of an organization that somebody may enter, archived ones last, the oldest first. */
export async function listProjects(
  db: Database,
  { organizationId, reader }: { organizationId: string; reader: Reader },
): Promise<ListedProject[]> {
  return withSystem(db, async (tx) => {
    const rows = await tx.project.findMany({
      where: { organizationId, ...readBy(reader) },
      orderBy: [{ archivedAt: { sort: 'asc', nulls: 'first' } }, { createdAt: 'asc' }, { id: 'asc' }],
    });
    const now = new Date();
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
    const spent = await tx.projectMonth.findMany({ where: { organizationId, month } });
    const spentOf = new Map(spent.map(({ projectId, spentMicros }) => [projectId, spentMicros]));
    return rows.map(({ organizationId: _, ...row }) => ({ ...row, spentMicros: spentOf.get(row.id) ?? 0n }));
  });
}
