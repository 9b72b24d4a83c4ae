import type { FineTuningJob } from '../generated/client.ts';
import { releaseHold } from '../ledger/release-hold.ts';
import { settleUsage } from '../ledger/settle-usage.ts';
import { notifyRow } from '../notify-row.ts';
import type { OrgTransaction } from '../with-org.ts';

/**
 * Bills the tokens that were trained, in the transaction of the result, and gives back the rest of what was held.
 * Never more than was estimated. Returns what was charged.
 */
export async function chargeTraining(
  tx: OrgTransaction,
  job: FineTuningJob,
  { tokensTrained, modelId = null }: { tokensTrained: bigint; modelId?: string | null },
): Promise<bigint> {
  const { organizationId, projectId, apiKeyId, holdId, baseModel, rateMicros, priceBookId } = job;
  const userId = apiKeyId === null ? job.createdByUserId : null;
  if (holdId === null) return 0n;
  const tokens = tokensTrained < job.estimatedTokens ? tokensTrained : job.estimatedTokens;
  const charge = {
    organizationId,
    projectId,
    apiKeyId,
    userId,
    holdId,
    baseModel,
    modelId,
    tokens,
    rateMicros,
    priceBookId,
  };
  let amountMicros = 0n;
  if (tokens === 0n) await releaseHold(tx, { organizationId, holdId });
  else amountMicros = (await settleUsage(tx, { ...charge, meter: 'training' }))?.amountMicros ?? 0n;
  await notifyRow(tx, { organizationId, projectId: null, kind: 'wallet', id: organizationId });
  return amountMicros;
}
