import type { OrgTransaction } from '@modelmint/db/with-org';

const jobsRead = 5;

/** Rows of a second. */
export interface Pace {
  low: number;
  high: number;
}

/** How fast the latest jobs of this model went in this project; null without any. */
export async function recentPace(
  tx: OrgTransaction,
  { projectId, modelId, route }: { projectId: string; modelId: string; route: string },
): Promise<Pace | null> {
  const jobs = await tx.inferenceJob.findMany({
    where: { projectId, modelId, route, status: 'COMPLETED', startedAt: { not: null }, finishedAt: { not: null } },
    orderBy: { createdAt: 'desc' },
    take: jobsRead,
    select: { rowsTotal: true, startedAt: true, finishedAt: true },
  });
  const paces = jobs.flatMap(({ rowsTotal, startedAt, finishedAt }) => {
    const seconds = ((finishedAt?.getTime() ?? 0) - (startedAt?.getTime() ?? 0)) / 1000;
    return seconds > 0 && rowsTotal > 0 ? [rowsTotal / seconds] : [];
  });
  return paces.length === 0 ? null : { low: Math.min(...paces), high: Math.max(...paces) };
}
