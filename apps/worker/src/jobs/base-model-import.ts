import { claimImport, type ImportWork } from '@modelmint/db/system/claim-import';
import { failImport, retryImport } from '@modelmint/db/system/end-import';
import { AppError } from '@modelmint/domain/errors';
import type { WorkerDeps } from '../deps.ts';
import { removeImportFolder } from '../import/import-folder.ts';
import { runImport } from '../import/run-import.ts';
import { asAppError } from '../run-job.ts';
import type { Handler } from './handler.ts';

/** An import may take an hour, and must leave room for the other jobs of its queue. */
const atOnceMax = 2;
let running = 0;

/** Imports a base model and makes it READY or FAILED, whatever its files are. */
export const importBaseModelJob: Handler<'base-model.import'> = async (deps, { payload }) => {
  // The row waits; the sweep rings again.
  if (running >= atOnceMax) return;
  running += 1;
  try {
    const work = await claimImport(deps.db, payload.baseModelId);
    if (work !== null) await runClaimed(deps, work);
  } finally {
    running -= 1;
  }
};

async function runClaimed(deps: WorkerDeps, work: ImportWork): Promise<void> {
  const stopper = new AbortController();
  const stop = (why: string) => stopper.abort(new AppError('worker_lost', why));
  const onClosing = () => stop('the worker is closing');
  if (deps.closing.aborted) onClosing();
  deps.closing.addEventListener('abort', onClosing, { once: true });
  try {
    await runImport(deps, work, { signal: stopper.signal, stop });
  } catch (error) {
    await giveBack(deps, work, error);
  } finally {
    deps.closing.removeEventListener('abort', onClosing);
  }
}

/** What the customer can mend is FAILED at once, with the words; what may pass is tried again. */
async function giveBack(deps: WorkerDeps, work: ImportWork, thrown: unknown): Promise<void> {
  const { db, log } = deps;
  const error = asAppError(thrown);
  if (error.code === 'invalid_file' && !error.retryable) {
    const isHeld = await failImport(db, work, error.message);
    if (isHeld) await removeImportFolder(deps, work);
    log.info({ err: error, isHeld }, 'import: refused');
    return;
  }
  const isFull = error.code === 'storage_full';
  const isClosing = deps.closing.aborted;
  const words = isFull
    ? 'The disk of the server is full. The import goes on by itself as soon as there is space again.'
    : isClosing
      ? 'The worker is being restarted; the import goes on at once.'
      : `The import did not work: ${error.message}`;
  const outcome = await retryImport(db, work, { reason: words, spendsAttempt: !isFull && !isClosing });
  if (outcome === 'gave_up') await removeImportFolder(deps, work);
  log.warn({ err: error, outcome }, 'import: given back');
  // The row waits: the queue rings again after its pause.
  if (outcome === 'waits') throw new AppError(error.code, error.message, { retryable: true, cause: error });
}
