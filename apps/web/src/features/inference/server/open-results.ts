import type { Readable } from 'node:stream';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { fileNotFound, findFile } from '../../file/server/get-file.ts';
import type { Principal } from '../../organization/server/principal.ts';
import type { InferenceView } from './inference-view.ts';

/** Throws `invalid_state` before there is a result, and `not_found` when it was deleted. */
export async function openResults(
  deps: Deps,
  principal: Principal,
  { outputFileId, errorFileId, isOver }: InferenceView,
): Promise<Readable> {
  // OpenAI's lines may all have been at fault.
  const fileId = outputFileId ?? errorFileId;
  if (fileId === null)
    throw new AppError(
      'invalid_state',
      isOver ? 'The job ended before a row was answered: it has no result file.' : 'The results are not written yet.',
    );
  const row = await findFile(deps, principal, fileId).catch(() => {
    throw new AppError('not_found', 'The result file was deleted.', { param: fileNotFound().param ?? 'file_id' });
  });
  return deps.storage.get(row.storageKey);
}
