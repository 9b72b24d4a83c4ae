import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { TrainingWork } from '@modelmint/db/system/claim-training';
import { cancelTraining } from '@modelmint/db/training/cancel-training';
import { failTraining } from '@modelmint/db/training/fail-training';
import { requeueTraining } from '@modelmint/db/training/requeue-training';
import { succeedTraining } from '@modelmint/db/training/succeed-training';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { kindOfSpec, type TrainingKind } from '@modelmint/domain/training-kind';
import type { TrainingSpec } from '@modelmint/domain/training-spec';
import type { WorkerDeps } from '../deps.ts';
import { asAppError, asPlatformFault } from '../run-job.ts';
import { bringTrainingFiles } from './bring-training-files.ts';
import { type ForkTrainingOptions, forkTraining } from './fork-training.ts';
import { keepCheckpoints } from './keep-checkpoint.ts';
import { type KeptClaim, keepTrainingClaim } from './keep-training-claim.ts';
import { storeMetrics } from './store-metrics.ts';
import { storeModel } from './store-model.ts';
import type { TrainingDone } from './train-message.ts';
import { untilAnswered } from './until-answered.ts';

export type TrainingOutcome = 'succeeded' | 'failed' | 'cancelled' | 'queued' | 'lost';

type Stop = 'cancel' | 'lost' | 'closing';

/** A claimed job from its files to its end. Whatever happens, the job is ended, given back, or somebody else's. */
export async function runTraining(
  deps: WorkerDeps,
  work: TrainingWork,
  fork: Pick<ForkTrainingOptions, 'entry' | 'silentMs'> = {},
): Promise<TrainingOutcome> {
  const log = deps.log.child({ jobId: work.jobId, fence: work.fence });
  const stopper = new AbortController();
  let stop: Stop | undefined;
  const stopFor = (why: Stop) => {
    stop ??= why;
    stopper.abort(new AppError('worker_lost', `training stopped: ${why}`));
  };
  const onClosing = () => stopFor('closing');
  if (deps.closing.aborted) onClosing();
  deps.closing.addEventListener('abort', onClosing, { once: true });
  const kept = keepTrainingClaim({ db: deps.db, claim: work, log, onStop: stopFor });
  const run = { ...deps, log };
  try {
    const outcome = await trainAndFinish(run, work, { kept, signal: stopper.signal, stopFor, fork });
    log.info({ outcome }, 'train: ended');
    return outcome;
  } catch (error) {
    if (stop === undefined) log.error({ err: error }, 'train: failed');
    const outcome = await untilAnswered(log, () => endBadly(run, work, { stop, error, kept }));
    log.info({ outcome, stop }, 'train: ended');
    return outcome;
  } finally {
    deps.closing.removeEventListener('abort', onClosing);
  }
}

interface TrainingRun {
  kept: KeptClaim;
  signal: AbortSignal;
  stopFor(why: Stop): void;
  fork: Pick<ForkTrainingOptions, 'entry' | 'silentMs'>;
}

async function trainAndFinish(deps: WorkerDeps, work: TrainingWork, run: TrainingRun): Promise<TrainingOutcome> {
  const folder = path.join(deps.workFolder, `${work.jobId}-${work.fence}`);
  try {
    await mkdir(folder, { recursive: true });
    const done = await train(deps, work, { ...run, folder });
    const storagePrefix = `jobs/${work.jobId}/${work.fence}/model`;
    const sizeBytes = await storeModel(deps.storage, done, storagePrefix).catch((error: unknown) => {
      throw asPlatformFault(error);
    });
    run.signal.throwIfAborted();
    const fileId = newId('file');
    return await untilAnswered(deps.log, async () => {
      await run.kept.release();
      const resultFile = await storeMetrics(deps, work, fileId);
      const { outcome } = await succeedTraining(deps.db, work, {
        storagePrefix,
        sizeBytes: BigInt(sizeBytes),
        labels: hasLabels(work.spec) ? work.labels : [],
        metrics: { ...done.metrics },
        tokensTrained: BigInt(done.tokensTrained),
        resultFile,
      });
      return outcome;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function train(
  deps: WorkerDeps,
  work: TrainingWork,
  { kept, signal, stopFor, fork, folder }: TrainingRun & { folder: string },
): Promise<TrainingDone> {
  const files = await bringTrainingFiles(deps, work, { folder, signal }).catch((error: unknown) => {
    throw asPlatformFault(error);
  });
  const keepCheckpoint = keepCheckpoints(deps, work);
  try {
    return await forkTraining({
      request: {
        kind: 'start',
        spec: work.spec,
        labels: work.labels,
        trainTokens: work.trainTokens,
        trainPath: files.trainPath,
        validationPath: files.validationPath,
        baseModel: work.baseModel,
        baseFolder: files.baseFolder,
        resumeFolder: files.resumeFolder,
        checkpointFolder: path.join(folder, 'checkpoints'),
        engine: deps.env.engine ?? null,
        cacheFolder: deps.env.cacheFolder,
        memoryBytesMax: deps.env.trainMemoryBytesMax,
      },
      variables: variablesFor(work.spec, deps.env.engineVariables),
      signal,
      memoryBytesMax: deps.env.trainMemoryBytesMax,
      onOpened: (opened) => deps.log.info(opened, 'train: started'),
      onMetrics: (metrics) => kept.report(metrics),
      onSamples: ({ step, samples }) =>
        kept.note({ level: 'info', message: `Samples at step ${step}`, data: { step, samples } }),
      onNote: ({ level, message }) => kept.note({ level, message }),
      onCheckpoint: async (made) => {
        if (!(await keepCheckpoint(made))) stopFor('lost');
      },
      ...fork,
    });
  } finally {
    await files.release();
  }
}

function hasLabels({ task }: TrainingSpec): boolean {
  return task === 'text-classification' || task === 'image-classification' || task === 'tabular-classification';
}

/**
 * Measured: oneDNN makes large matrices faster, and the text classifier's small ones slower (packages/ml/README.md). Those of
 * tables and recommenders are as fast without it, small tables a tenth faster.
 */
const withoutOneDnn: readonly TrainingKind[] = ['text-classification', 'tabular', 'recommendation'];

function variablesFor(spec: TrainingSpec, variables: Record<string, string>): Record<string, string> {
  return withoutOneDnn.includes(kindOfSpec(spec)) ? variables : { ...variables, TF_ENABLE_ONEDNN_OPTS: '1' };
}

/** The child is dead. Cancelled work is paid, ours is given to the next worker, a customer's fault ends the job. */
async function endBadly(
  { db }: WorkerDeps,
  work: TrainingWork,
  { stop, error, kept }: { stop: Stop | undefined; error: unknown; kept: KeptClaim },
): Promise<TrainingOutcome> {
  await kept.release();
  if (stop === 'lost') return 'lost';
  if (stop === 'cancel') return (await cancelTraining(db, work, BigInt(kept.tokensSeen()))) ? 'cancelled' : 'lost';
  const failure = asAppError(error);
  if (stop === 'closing')
    return requeueTraining(db, work, {
      spendsAttempt: false,
      failure: new AppError('worker_lost', 'The worker is being restarted.'),
    });
  if (failure.fault === 'customer') return failTraining(db, work, failure);
  return requeueTraining(db, work, { spendsAttempt: true, failure });
}
