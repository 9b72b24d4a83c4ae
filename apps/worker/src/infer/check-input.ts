import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { InferenceTarget } from '@modelmint/db/inference/create-inference';
import { giveBackCheck, refuseInference, startChecked } from '@modelmint/db/inference/start-checked';
import { findCalledModel } from '@modelmint/db/model/find-called-model';
import type { CheckWork } from '@modelmint/db/system/claim-check';
import { withOrg } from '@modelmint/db/with-org';
import { AppError, type ErrorCode, errorHttp } from '@modelmint/domain/errors';
import { expectedFileName } from '@modelmint/domain/held-out-row';
import type { RowError } from '@modelmint/domain/inference-ask';
import { chunkAttemptsMax, inferenceLimits } from '@modelmint/domain/inference-job';
import { abilitiesOfRoute } from '@modelmint/domain/wire/call-route';
import type { WorkerDeps } from '../deps.ts';
import { bringHeldOut } from '../evaluate/bring-held-out.ts';
import { asAppError } from '../run-job.ts';
import type { CheckOutcome } from './check-message.ts';
import { forkCheck } from './fork-check.ts';
import { indexFileName, rowsFileName } from './input-files.ts';
import { keepInferenceClaim } from './keep-inference-claim.ts';

const memoryBytesMax = 1024 ** 3;
const durationMsMax = 15 * 60_000;

export type CheckEnd = 'queued' | 'failed' | 'lost';

/**
 * Reads and counts the rows of a job and holds its money; whatever the bytes are, the job then waits for a worker or has
 * failed. Throws, to be tried again, what is nobody's fault or ours.
 */
export async function checkInput(deps: WorkerDeps, work: CheckWork): Promise<CheckEnd> {
  if (work.attempts > chunkAttemptsMax) {
    const message = `The input file could not be read: the process that reads it ended ${work.attempts - 1} times.`;
    return refuse(deps, work, new AppError('internal_error', message));
  }
  if (work.file === null && work.evaluation === null)
    return refuse(deps, work, new AppError('invalid_file', 'The input file was deleted.', { param: 'input_file_id' }));
  if (work.evaluation?.keys === null)
    return refuse(deps, work, new AppError('invalid_state', 'The data set was deleted.', { param: 'datasetId' }));
  const kept = keepInferenceClaim(deps, work);
  try {
    return await readRows(deps, work, kept.signal);
  } catch (error) {
    return await giveBack(deps, work, error);
  } finally {
    await kept.release();
  }
}

async function readRows(deps: WorkerDeps, work: CheckWork, signal: AbortSignal): Promise<CheckEnd> {
  const { db, storage, log, workFolder } = deps;
  const folder = path.join(workFolder, `${work.jobId}-${work.fence}`);
  const [rowsPath, indexPath] = [path.join(folder, rowsFileName), path.join(folder, indexFileName)];
  await mkdir(folder, { recursive: true });
  const source = await bringSource(deps, work, { folder, signal }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  let target: InferenceTarget | null = null;
  try {
    const { mode, route, column, parameters, seed, model, called } = work;
    const outcome = await forkCheck({
      request: {
        kind: 'start',
        ...{ sourcePath: source.path, rowsPath, indexPath, mode, route, column, parameters, seed, model, called },
        limits: { ...inferenceLimits[mode], memoryBytesMax, durationMsMax },
      },
      findModel: async (name) => {
        const found = await findTarget(deps, work, name);
        target = found;
        return found.found;
      },
      signal,
    });
    if (outcome.verdict === 'refused') return await refuseLines(deps, work, outcome);
    const rowsPrefix = `inference/${work.jobId}/${work.fence}`;
    await storage.put(`${rowsPrefix}/${rowsFileName}`, createReadStream(rowsPath));
    await storage.put(`${rowsPrefix}/${indexFileName}`, createReadStream(indexPath));
    if (source.expectedPath !== null)
      await storage.put(`${rowsPrefix}/${expectedFileName}`, createReadStream(source.expectedPath));
    signal.throwIfAborted();
    const { rows, chunks, tokensMax } = outcome;
    const end = await startChecked(db, work, { rowsPrefix, rows, chunks, tokensMax: BigInt(tokensMax), target });
    log.info({ rows, refused: outcome.refused, chunks, end }, 'infer: checked');
    return end;
  } finally {
    await source.release();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The input file of the job, or the rows of a data set that its evaluation asks. */
async function bringSource(deps: WorkerDeps, work: CheckWork, place: { folder: string; signal: AbortSignal }) {
  if (work.evaluation !== null) {
    const { sourcePath, expectedPath } = await bringHeldOut(deps, work, place);
    return { path: sourcePath, expectedPath, release: async () => undefined };
  }
  const { storageKey = '', sha256 = '' } = work.file ?? {};
  const { path: filePath, release } = await deps.storage.materialize(storageKey, { sha256 });
  return { path: filePath, expectedPath: null, release };
}

async function findTarget({ db }: WorkerDeps, work: CheckWork, name: string): Promise<InferenceTarget> {
  const { organizationId, projectId, route } = work;
  const abilities = abilitiesOfRoute(route);
  const found = await withOrg(db, organizationId, (tx) =>
    findCalledModel(tx, { organizationId, projectId, name, abilities }),
  );
  return { model: name, found };
}

async function refuseLines(
  { db, log }: WorkerDeps,
  work: CheckWork,
  { failure, problems }: Extract<CheckOutcome, { verdict: 'refused' }>,
): Promise<CheckEnd> {
  log.info({ code: failure.code, problems: problems.length }, 'infer: refused');
  return (await refuseInference(db, work, { failure: asError(failure), problems })) ? 'failed' : 'lost';
}

function asError({ code, message, param }: RowError): AppError {
  const known: ErrorCode = code in errorHttp ? (code as ErrorCode) : 'invalid_file';
  return new AppError(known, message, { fault: 'customer', ...(param === null ? {} : { param }) });
}

async function refuse({ db }: WorkerDeps, work: CheckWork, failure: AppError): Promise<CheckEnd> {
  return (await refuseInference(db, work, { failure })) ? 'failed' : 'lost';
}

/** Space and a worker are waited for without spending an attempt. */
async function giveBack(deps: WorkerDeps, work: CheckWork, thrown: unknown): Promise<CheckEnd> {
  const error = asAppError(thrown);
  const isNobodysFault = error.code === 'storage_full' || deps.closing.aborted;
  const isHeld = await giveBackCheck(deps.db, work, { spendsAttempt: !isNobodysFault });
  deps.log.warn({ err: error, isHeld }, 'infer: the check was given back');
  if (!isHeld) return 'lost';
  throw new AppError(error.code, error.message, { retryable: true, cause: error });
}
