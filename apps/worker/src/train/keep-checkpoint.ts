import { setTimeout as pause } from 'node:timers/promises';
import { recordCheckpoint } from '@modelmint/db/training/record-checkpoint';
import type { TrainingClaim } from '@modelmint/db/training/training-claim';
import type { WorkerDeps } from '../deps.ts';
import { storeFolder } from '../objects/store-folder.ts';
import type { CheckpointMade } from './train-message.ts';

/** One to resume from, and one more should its bytes be damaged. */
const keptCheckpoints = 2;
const triesMax = 3;

/** Stores checkpoints of one claim. The function returned says false when the claim is lost. */
export function keepCheckpoints(
  { db, storage, log }: WorkerDeps,
  claim: TrainingClaim,
): (made: CheckpointMade) => Promise<boolean> {
  const stored: string[] = [];
  const store = async ({ folder, step, epoch, isBest, metrics, tokensSeen }: CheckpointMade): Promise<boolean> => {
    const prefix = `jobs/${claim.jobId}/${claim.fence}/checkpoint-${step}`;
    const { manifestKey, sha256, sizeBytes } = await storeFolder(storage, { folder, prefix });
    const isHeld = await recordCheckpoint(db, claim, {
      step,
      epoch,
      isBest,
      metrics,
      tokensSeen,
      storageKey: manifestKey,
      sha256,
      sizeBytes: BigInt(sizeBytes),
    });
    if (isHeld) stored.push(prefix);
    return isHeld;
  };
  const dropOld = async (): Promise<void> => {
    const old = stored.length > keptCheckpoints ? stored.shift() : undefined;
    try {
      if (old !== undefined) await storage.deletePrefix(old);
    } catch (error) {
      log.warn({ err: error, prefix: old }, 'train: an old checkpoint was not removed, the sweep will');
    }
  };
  return async (made) => {
    for (let tries = 1; ; tries++) {
      try {
        const isHeld = await store(made);
        await dropOld();
        return isHeld;
      } catch (error) {
        log.warn({ err: error, step: made.step, tries }, 'train: a checkpoint was not stored');
        // Training is worth more than the chance to resume it from here.
        if (tries === triesMax) return true;
        await pause(500 * 2 ** tries);
      }
    }
  };
}
