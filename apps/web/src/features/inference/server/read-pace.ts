import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';

/** When how many rows were done, the last of a run. */
export interface PacePoint {
  step: number;
  at: Date;
}

/** Of the last chunks: their pace tells more than that of the first, which waited for the model to be loaded. */
const chunksRead = 200;
const recentMs = 60_000;

/** Rows that were done at the end of each of the last chunks; empty before the first. */
export async function readPace(
  deps: Deps,
  { organizationId }: Principal,
  { id, rowsDone, rowsFailed }: { id: string; rowsDone: number; rowsFailed: number },
): Promise<PacePoint[]> {
  const chunks = await withOrg(deps.db, organizationId, (tx) =>
    tx.inferenceChunk.findMany({
      where: { jobId: id },
      orderBy: { createdAt: 'desc' },
      take: chunksRead,
      select: { createdAt: true, rowsDone: true, rowsFailed: true },
    }),
  );
  const points: PacePoint[] = [];
  let step = rowsDone + rowsFailed;
  for (const chunk of chunks) {
    points.unshift({ step, at: chunk.createdAt });
    step -= chunk.rowsDone + chunk.rowsFailed;
  }
  const last = points.at(-1)?.at.getTime() ?? 0;
  return points.filter(({ at }) => at.getTime() >= last - recentMs);
}
