import { newId } from '@modelmint/domain/ids';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { type TrainingClaim, writeUnderClaim } from './training-claim.ts';

export interface CheckpointMetrics {
  trainLoss: number;
  trainAccuracy?: number | null | undefined;
  validLoss?: number | null | undefined;
  validAccuracy?: number | null | undefined;
}

export interface StoredCheckpoint {
  step: number;
  epoch: number;
  /** Its manifest, which names and hashes the other files; `sha256` is that of the manifest. */
  storageKey: string;
  sha256: string;
  sizeBytes: bigint;
  isBest: boolean;
  tokensSeen: number;
  /** Null or absent: not known at this step. */
  metrics: CheckpointMetrics;
}

/** Points at a checkpoint that is stored whole. False: the claim is lost, and the stored files are of no use. */
export async function recordCheckpoint(db: Database, claim: TrainingClaim, stored: StoredCheckpoint): Promise<boolean> {
  const { organizationId, projectId, jobId, fence } = claim;
  const { tokensSeen, step, ...rest } = stored;
  const { trainLoss, trainAccuracy = null, validLoss = null, validAccuracy = null } = rest.metrics;
  const found = { ...rest, metrics: { trainLoss, trainAccuracy, validLoss, validAccuracy } };
  return withOrg(db, organizationId, async (tx) => {
    if (!(await writeUnderClaim(tx, claim, { trainedTokens: BigInt(tokensSeen) }))) return false;
    if (found.isBest) await tx.checkpoint.updateMany({ where: { jobId }, data: { isBest: false } });
    // An earlier claim may have written this step and lost its files.
    await tx.checkpoint.upsert({
      where: { jobId_step: { jobId, step } },
      create: { id: newId('checkpoint'), organizationId, jobId, step, fence, ...found },
      update: { fence, ...found },
    });
    await notifyRow(tx, { organizationId, projectId, kind: 'job', id: jobId });
    return true;
  });
}
