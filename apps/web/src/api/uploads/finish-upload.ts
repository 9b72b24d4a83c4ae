import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { FileStore } from '@tus/file-store';
import type { Deps } from '../../deps.ts';
import { createFile } from '../../features/file/server/create-file.ts';
import { readFileAllowance, storeFile } from '../../features/file/server/store-file.ts';
import type { Principal } from '../../features/organization/server/principal.ts';
import { readStored, type UploadMetadata } from './upload-metadata.ts';

export interface FinishedUpload {
  fileId: string;
  datasetId: string | null;
}

export type FinishUpload = (principal: Principal, uploadId: string) => Promise<FinishedUpload>;

/**
 * Brings a whole upload into storage and gives it its rows. May be asked again, at the same time or after a crash: the
 * file's id was chosen when the upload began, so that there is one file at most.
 */
export function makeFinisher(deps: Deps, store: FileStore): FinishUpload {
  const running = new Map<string, Promise<FinishedUpload>>();
  return (principal, uploadId) => {
    const known = running.get(uploadId);
    if (known !== undefined) return known;
    const started = finish(deps, store, { principal, uploadId }).finally(() => running.delete(uploadId));
    running.set(uploadId, started);
    return started;
  };
}

async function finish(
  deps: Deps,
  store: FileStore,
  { principal, uploadId }: { principal: Principal; uploadId: string },
): Promise<FinishedUpload> {
  const upload = await store.getUpload(uploadId);
  const metadata = readStored(upload.metadata);
  const before = await findFinished(deps, metadata);
  if (before !== null) return before;
  const allowance = await readFileAllowance(deps, principal);
  const stored = await storeFile(deps, principal, {
    body: store.read(uploadId),
    allowance,
    fileId: metadata.fileId,
  });
  if (stored.sizeBytes !== upload.size) {
    await deps.storage.delete(stored.storageKey);
    throw new AppError('invalid_file', 'The upload does not have the size that was announced. Upload the file again.');
  }
  const { file, datasetId } = await createFile(deps, principal, { stored, name: metadata.filename, fields: metadata });
  return { fileId: file.id, datasetId };
}

/** What an earlier finish of the same upload has made; null when there was none. */
export async function findFinished(deps: Deps, metadata: UploadMetadata): Promise<FinishedUpload | null> {
  const { organizationId, fileId } = metadata;
  const file = await withOrg(deps.db, organizationId, (tx) =>
    tx.file.findUnique({ where: { id: fileId }, include: { versions: { select: { datasetId: true }, take: 1 } } }),
  );
  return file === null ? null : { fileId, datasetId: file.versions[0]?.datasetId ?? null };
}
