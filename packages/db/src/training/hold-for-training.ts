import type { TrainingEstimate } from '@modelmint/domain/estimate';
import { holdMoney } from '../ledger/hold-money.ts';
import type { OrgTransaction } from '../with-org.ts';

/** Of a job that nobody ends any more: while it waits or runs, its hold stays however long that takes. */
const waitDaysMax = 7;

/** Sets aside the most that a job can cost. Throws `insufficient_quota`. */
export async function holdForTraining(
  tx: OrgTransaction,
  ask: { organizationId: string; projectId: string; jobId: string; estimate: TrainingEstimate },
): Promise<string> {
  const { organizationId, projectId, jobId, estimate } = ask;
  const expiresAt = new Date(Date.now() + waitDaysMax * 86_400_000 + estimate.seconds.high * 3_000);
  const { holdId } = await holdMoney(tx, {
    organizationId,
    projectId,
    key: `job:${jobId}`,
    amountMicros: estimate.amountMicros,
    expiresAt,
  });
  return holdId;
}
