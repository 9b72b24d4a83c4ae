import path from 'node:path';
import type { TrainingWork } from '@modelmint/db/system/claim-training';
import type { WorkerDeps } from '../deps.ts';
import { fetchFolder } from '../objects/fetch-folder.ts';
import { bringBase } from './bring-base.ts';

export interface TrainingFiles {
  trainPath: string;
  validationPath: string;
  /** The checkpoint that is tuned; null where training starts from nothing. */
  baseFolder: string | null;
  /** Null: from the beginning. */
  resumeFolder: string | null;
  release(): Promise<void>;
}

/** Brings the split, the base and the newest whole checkpoint to this machine. */
export async function bringTrainingFiles(
  { storage, log, env }: WorkerDeps,
  work: TrainingWork,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<TrainingFiles> {
  const train = await storage.materialize(work.trainKey);
  const validation = await storage.materialize(work.validationKey).catch(async (error: unknown) => {
    await train.release();
    throw error;
  });
  const release = async () => {
    await Promise.all([train.release(), validation.release()]);
  };
  const bringCheckpoint = async (): Promise<string | null> => {
    for (const { step, storageKey, sha256 } of work.checkpoints) {
      const resumeFolder = path.join(folder, `resume-${step}`);
      try {
        await fetchFolder(storage, { prefix: path.posix.dirname(storageKey), folder: resumeFolder, sha256, signal });
        return resumeFolder;
      } catch (error) {
        signal.throwIfAborted();
        // An older one, or the beginning, costs time; a damaged one would cost the model.
        log.warn({ err: error, step }, 'train: a checkpoint is not usable');
      }
    }
    return null;
  };
  try {
    const { base, baseModel } = work;
    const cache = { storage, cacheFolder: path.join(env.workFolder, 'bases') };
    const target = { folder: path.join(folder, 'base', baseModel), signal };
    const baseFolder = base === null ? null : await bringBase(cache, base, target);
    const resumeFolder = await bringCheckpoint();
    return { trainPath: train.path, validationPath: validation.path, baseFolder, resumeFolder, release };
  } catch (error) {
    await release();
    throw error;
  }
}
