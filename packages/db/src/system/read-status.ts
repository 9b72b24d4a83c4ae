import type { IncidentState } from '@modelmint/domain/platform-component';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export interface ProbeDayRow {
  component: string;
  /** `2026-11-28`, UTC. */
  day: string;
  okCount: number;
  failedCount: number;
  lastIsOk: boolean;
  /** Seconds since the newest probe of that day. */
  ageSeconds: number;
}

export interface IncidentRow {
  id: string;
  title: string;
  components: unknown;
  state: IncidentState;
  startedAt: Date;
  resolvedAt: Date | null;
  updates: { id: string; state: IncidentState; text: string; createdAt: Date }[];
}

/** Open incidents and those of so many days; for everybody. */
const incidentDays = 90;

/** What the probes have seen and what the operator has said. Nothing of a tenant. */
export async function readStatus(
  db: Database,
): Promise<{ days: ProbeDayRow[]; incidents: IncidentRow[]; today: string }> {
  return withSystem(db, async (tx) => {
    const days = await tx.$queryRaw<ProbeDayRow[]>`
      SELECT "component", to_char("day", 'YYYY-MM-DD') AS "day", "okCount", "failedCount", "lastIsOk",
        extract(epoch FROM now() - "lastAt")::int AS "ageSeconds"
      FROM "probe_day" ORDER BY "component", "day"`;
    const [now] = await tx.$queryRaw<{ today: string }[]>`
      SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "today"`;
    const since = new Date(Date.now() - incidentDays * 86_400_000);
    const incidents = await tx.incident.findMany({
      where: { OR: [{ resolvedAt: null }, { startedAt: { gte: since } }] },
      orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
      take: 50,
      include: {
        updates: {
          select: { id: true, state: true, text: true, createdAt: true },
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        },
      },
    });
    return { days, incidents, today: now?.today ?? '' };
  });
}
