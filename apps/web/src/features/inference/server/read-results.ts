import { withOrg } from '@modelmint/db/with-org';
import { AppError, isAppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { readLines } from '../../dataset/server/read-lines.ts';
import { findFile } from '../../file/server/get-file.ts';
import type { Principal } from '../../organization/server/principal.ts';
import type { InferenceView } from './inference-view.ts';

export type ResultKind = 'answers' | 'errors';

/** Before each line of a chunk: what kind it is. */
const failedMark = '-';

/**
 * The lines of a job's results: from its files, or from what is answered so far. Answers of rows hold their errors too,
 * in the order of the file; OpenAI's lines have a file of errors. Throws `not_found` when the file was deleted.
 */
export async function* readResults(
  deps: Deps,
  principal: Principal,
  { job, kind }: { job: InferenceView; kind: ResultKind },
): AsyncGenerator<string> {
  if (!job.isOver) {
    yield* readChunks(deps, principal, { job, kind });
    return;
  }
  const fileId = kind === 'errors' && job.mode === 'BATCH' ? job.errorFileId : job.outputFileId;
  if (fileId === null) return;
  const stream = await deps.storage.get(await keyOf(deps, principal, fileId));
  try {
    yield* readLines(stream);
  } finally {
    stream.destroy();
  }
}

async function keyOf(deps: Deps, principal: Principal, fileId: string): Promise<string> {
  try {
    return (await findFile(deps, principal, fileId)).storageKey;
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found')
      throw new AppError('not_found', 'The result file was deleted.', { param: 'file_id' });
    throw error;
  }
}

/** What is answered so far; nothing once the files are being written, which takes moments. */
async function* readChunks(
  deps: Deps,
  { organizationId }: Principal,
  { job, kind }: { job: InferenceView; kind: ResultKind },
): AsyncGenerator<string> {
  const chunks = await withOrg(deps.db, organizationId, (tx) =>
    tx.inferenceChunk.findMany({
      where: { jobId: job.id, ...(kind === 'errors' ? { rowsFailed: { gt: 0 } } : {}) },
      orderBy: { chunk: 'asc' },
      select: { storageKey: true },
    }),
  );
  for (const { storageKey } of chunks) {
    const stream = await deps.storage.get(storageKey).catch((error: unknown) => {
      if (isAppError(error) && error.code === 'not_found') return null;
      throw error;
    });
    if (stream === null) return;
    try {
      for await (const line of readLines(stream))
        if (kind === 'answers' || line.startsWith(failedMark)) yield line.slice(1);
    } finally {
      stream.destroy();
    }
  }
}
