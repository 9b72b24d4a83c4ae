import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { claimIngest, type IngestWork } from '@modelmint/db/ingest/claim-ingest';
import { duplicatesKeyOf } from '@modelmint/db/ingest/duplicates-key';
import { finishIngest, refuseIngest, type StoredSplit } from '@modelmint/db/ingest/finish-ingest';
import { heartbeatIngest } from '@modelmint/db/ingest/heartbeat-ingest';
import { previewKeyOf } from '@modelmint/db/ingest/preview-key';
import { retryIngest } from '@modelmint/db/ingest/retry-ingest';
import { AppError } from '@modelmint/domain/errors';
import type { WorkerDeps } from '../deps.ts';
import { type IngestResult, ingestDataset } from '../ingest/ingest-dataset.ts';
import type { EditedSource, IngestProgress } from '../ingest/ingest-message.ts';
import { asAppError } from '../run-job.ts';
import { startWaitingJobs } from '../train/start-waiting-jobs.ts';
import type { Handler } from './handler.ts';

const beatMs = 1_000;
/** Of the whole, the rest is the writing of the split. */
const readingShare = 0.7;

/** Reads an uploaded file in a child and makes its version READY or INVALID, whatever its bytes are. */
export const ingestDatasetJob: Handler<'dataset.ingest'> = async (deps, { payload }) => {
  const work = await claimIngest(deps.db, payload);
  if (work === null) return;
  const stopper = new AbortController();
  const stop = (why: string) => stopper.abort(new AppError('worker_lost', why));
  const onClosing = () => stop('the worker is closing');
  if (deps.closing.aborted) onClosing();
  deps.closing.addEventListener('abort', onClosing, { once: true });
  try {
    await readFile(deps, work, { signal: stopper.signal, stop });
    await startWaitingJobs(deps, work);
  } catch (error) {
    await giveBack(deps, work, error);
  } finally {
    deps.closing.removeEventListener('abort', onClosing);
  }
};

async function readFile(
  deps: WorkerDeps,
  work: IngestWork,
  { signal, stop }: { signal: AbortSignal; stop(why: string): void },
): Promise<void> {
  const { db, storage, log } = deps;
  let progress = 0;
  const beat = setInterval(() => {
    heartbeatIngest(db, work, progress).then(
      (isHeld) => isHeld || stop('another worker has the file'),
      (error: unknown) => log.warn({ err: error }, 'ingest: no heartbeat'),
    );
  }, beatMs);
  const outputFolder = path.join(deps.workFolder, `${work.datasetVersionId}-${work.fence}`);
  const source = await openSource(storage, work).catch((error: unknown) => {
    clearInterval(beat);
    throw error;
  });
  try {
    const result = await ingestDataset({
      sourcePath: source.path,
      edited: source.edited,
      fileName: work.fileName,
      outputFolder,
      spec: work.spec,
      signal,
      onProgress: (seen) => {
        progress = shareOf(seen);
      },
    });
    await finish(deps, work, result);
  } finally {
    clearInterval(beat);
    await source.release();
    await rm(outputFolder, { recursive: true, force: true });
  }
}

interface Source {
  path: string;
  edited?: EditedSource;
  release(): Promise<void>;
}

/** The file, or the rows of the version that is edited. */
async function openSource(
  storage: WorkerDeps['storage'],
  { edited, fileKey, fileSha256 }: IngestWork,
): Promise<Source> {
  if (edited === null) return storage.materialize(fileKey, { sha256: fileSha256 });
  const { trainKey, validationKey, report, edits } = edited;
  const train = await storage.materialize(trainKey);
  const validation = await storage.materialize(validationKey).catch(async (error: unknown) => {
    await train.release();
    throw error;
  });
  return {
    path: train.path,
    edited: { trainPath: train.path, validationPath: validation.path, report, edits },
    release: async () => {
      await train.release();
      await validation.release();
    },
  };
}

function shareOf({ phase, done, total }: IngestProgress): number {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return phase === 'reading' ? share * readingShare : readingShare + share * (0.99 - readingShare);
}

async function finish({ db, storage, log }: WorkerDeps, work: IngestWork, result: IngestResult): Promise<void> {
  if (result.verdict === 'invalid') {
    const { report, reason } = result;
    // In an archive the path, which the message names, says more than the place.
    const line = reason.line === null || report.format === 'zip' ? '' : `Line ${reason.line}: `;
    await refuseIngest(db, work, { report, reason: `${line}${reason.message} ${reason.hint}` });
    log.info({ code: reason.code }, 'ingest: invalid');
    return;
  }
  const folder = `datasets/${work.datasetVersionId}/${work.fence}`;
  const split: StoredSplit = { trainKey: `${folder}/train.jsonl`, validationKey: `${folder}/validation.jsonl` };
  const { paths, duplicatesPath, previewPaths } = result;
  await storage.put(split.trainKey, createReadStream(paths.train));
  await storage.put(split.validationKey, createReadStream(paths.validation));
  await storage.put(duplicatesKeyOf(split.trainKey), createReadStream(duplicatesPath));
  if (previewPaths !== null) {
    await storage.put(previewKeyOf(split.trainKey), createReadStream(previewPaths.train));
    await storage.put(previewKeyOf(split.validationKey), createReadStream(previewPaths.validation));
  }
  const isHeld = await finishIngest(db, work, { report: result.report, split });
  log.info({ rows: result.report.rowsValid, isHeld, memoryBytes: result.memoryBytesPeak }, 'ingest: ready');
}

/** Waits for space or another worker without spending an attempt; what fails three times is INVALID, with our fault named. */
async function giveBack(deps: WorkerDeps, work: IngestWork, thrown: unknown): Promise<void> {
  const error = asAppError(thrown);
  const isFull = error.code === 'storage_full';
  const isClosing = deps.closing.aborted;
  const words = isFull
    ? 'The disk of the server is full. Reading the file goes on by itself as soon as there is space again.'
    : isClosing
      ? 'The worker is being restarted; the file is read again at once.'
      : `The file could not be read: ${error.message}`;
  const outcome = await retryIngest(deps.db, work, { reason: words, spendsAttempt: !isFull && !isClosing });
  deps.log.warn({ err: error, outcome }, 'ingest: given back');
  if (outcome === 'gave_up') await startWaitingJobs(deps, work);
  // The version waits: the queue rings again after its pause.
  if (outcome === 'waits') throw new AppError(error.code, error.message, { retryable: true, cause: error });
}
