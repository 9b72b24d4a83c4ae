import type { OrgTransaction } from '../with-org.ts';

/** Counts the time for which a worker was busy with a call, in the transaction of the call and after its money. */
export async function recordCallWork(
  tx: OrgTransaction,
  work: { organizationId: string; baseModel: string; workerKind: string; latencyMs: number },
): Promise<void> {
  const { organizationId, baseModel, workerKind, latencyMs } = work;
  await tx.$executeRaw`
    SELECT add_work_day(${organizationId}, 'call', ${baseModel}, ${workerKind}, ${Math.round(latencyMs)}::bigint)`;
}
