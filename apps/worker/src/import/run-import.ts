import type { ImportWork } from '@modelmint/db/system/claim-import';
import { finishImport, heartbeatImport } from '@modelmint/db/system/end-import';
import { AppError } from '@modelmint/domain/errors';
import type { WorkerDeps } from '../deps.ts';
import { storeFolder } from '../objects/store-folder.ts';
import { bringCheckpoint } from './bring-checkpoint.ts';
import { forkImport } from './fork-import.ts';
import { openImportFolder, removeImportFolder } from './import-folder.ts';
import { importLimits } from './import-limits.ts';

const beatMs = 1_000;
/** Of the whole; the rest is the check and the storing. */
const bringingShare = 0.8;
const checkedShare = 0.85;

/**
 * Brings, checks and stores a checkpoint, and makes its base model READY. When it throws, what has come stays on this
 * machine for the next try.
 */
export async function runImport(
  deps: WorkerDeps,
  work: ImportWork,
  { signal, stop }: { signal: AbortSignal; stop(why: string): void },
): Promise<void> {
  const { db, storage, log } = deps;
  let progress = 0;
  const beat = setInterval(() => {
    heartbeatImport(db, work, progress).then(
      (isHeld) => isHeld || stop('another worker has the import, or it was deleted'),
      (error: unknown) => log.warn({ err: error }, 'import: no heartbeat'),
    );
  }, beatMs);
  try {
    const limits = importLimits(deps.env.importSizeBytesMax, work.storageBytesLeft);
    const folder = await openImportFolder(deps, work);
    const { licence } = await bringCheckpoint(deps, work, {
      folder,
      limits,
      signal,
      onProgress: (share) => {
        progress = share * bringingShare;
      },
    });
    progress = bringingShare;
    const facts = await forkImport({ kind: 'check', folder, limits }, { signal });
    if (facts === null) throw new AppError('internal_error', 'The check of the checkpoint said nothing.');
    progress = checkedShare;
    const storagePrefix = `base-models/${work.baseModelId}/${work.fence}`;
    const { sizeBytes } = await unlessAborted(signal, storeFolder(storage, { folder, prefix: storagePrefix }));
    const known = { ...facts, licence: facts.licence ?? licence };
    const isHeld = await finishImport(db, work, { facts: known, storagePrefix, sizeBytes });
    if (isHeld) await removeImportFolder(deps, work);
    log.info({ architecture: facts.architecture, parameters: facts.parameters, isHeld }, 'import: ready');
  } finally {
    clearInterval(beat);
  }
}

/** What is being stored cannot be stopped, but need not be waited for: without its row it is swept. */
async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
