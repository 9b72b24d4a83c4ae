import { newId } from '@modelmint/domain/ids';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { type TrainingClaim, writeUnderClaim } from './training-claim.ts';

export interface TrainingProgress {
  step: number;
  stepsTotal: number;
  epoch: number;
  trainLoss: number;
  /** Null where the task does not know it in the middle of training. */
  trainAccuracy: number | null;
  /** Null between two evaluations. */
  validLoss: number | null;
  validAccuracy: number | null;
  /** As they are billed, those before a resume included. */
  tokensSeen: number;
  learningRate: number;
}

/** Writes what training has reached since the last call, oldest first. False: the claim is lost. */
export async function recordProgress(
  db: Database,
  claim: TrainingClaim,
  progress: TrainingProgress[],
): Promise<boolean> {
  const latest = progress.at(-1);
  if (latest === undefined) return true;
  const { organizationId, projectId, jobId, fence } = claim;
  return withOrg(db, organizationId, async (tx) => {
    const isHeld = await writeUnderClaim(tx, claim, {
      step: latest.step,
      stepsTotal: latest.stepsTotal,
      epoch: latest.epoch,
      trainedTokens: BigInt(latest.tokensSeen),
    });
    if (!isHeld) return false;
    await tx.jobEvent.createMany({
      data: progress.map((each) => ({
        id: newId('jobEvent'),
        organizationId,
        jobId,
        fence,
        level: 'info',
        type: 'metrics',
        message: messageOf(each),
        data: wireMetrics(each),
      })),
    });
    await notifyRow(tx, { organizationId, projectId, kind: 'job', id: jobId });
    return true;
  });
}

function messageOf({ step, stepsTotal, trainLoss, validLoss }: TrainingProgress): string {
  const validation = validLoss === null ? '' : `, validation loss=${validLoss.toFixed(2)}`;
  return `Step ${step}/${stepsTotal}: training loss=${trainLoss.toFixed(2)}${validation}`;
}

/** OpenAI's names first; the last three are ours. */
function wireMetrics(progress: TrainingProgress) {
  return {
    step: progress.step,
    total_steps: progress.stepsTotal,
    train_loss: progress.trainLoss,
    train_mean_token_accuracy: progress.trainAccuracy,
    valid_loss: progress.validLoss,
    valid_mean_token_accuracy: progress.validAccuracy,
    epoch: progress.epoch,
    learning_rate: progress.learningRate,
    tokens: progress.tokensSeen,
  };
}
