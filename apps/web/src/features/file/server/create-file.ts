import { notifyRow } from '@modelmint/db/notify-row';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError, isAppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { insertDataset, ringIngest } from '../../dataset/server/insert-dataset.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { datasetSpecOf } from './dataset-spec-of.ts';
import type { FileFields } from './file-fields.ts';
import { cleanFileName } from './file-name.ts';
import { type FileView, toFileView } from './file-view.ts';
import { freeStorage } from './free-storage.ts';
import type { StoredFile } from './store-file.ts';

export interface CreatedFile {
  file: FileView;
  /** Null for a purpose that nothing is trained on. */
  datasetId: string | null;
  datasetVersionId: string | null;
}

/**
 * Gives stored bytes their row and, for `fine-tune`, a data set whose check is rung. On a failure the bytes are
 * removed again, unless the commit may stand. `finish` runs in the transaction.
 */
export async function createFile(
  deps: Deps,
  principal: Principal,
  input: { stored: StoredFile; name: string; fields: FileFields },
  finish: (tx: OrgTransaction, created: CreatedFile) => Promise<void> = async () => {},
): Promise<CreatedFile> {
  requirePermission(principal, 'data.write');
  const { stored } = input;
  try {
    if (stored.sizeBytes === 0)
      throw new AppError('invalid_file', 'The file is empty. Send a file with one example on each line.', {
        param: 'file',
      });
    const created = await withOrg(deps.db, principal.organizationId, async (tx) => {
      const made = await insertFile(tx, principal, input);
      await finish(tx, made);
      return made;
    });
    if (created.datasetVersionId !== null) await ringIngest(deps, principal.organizationId, created.datasetVersionId);
    return created;
  } catch (error) {
    // When the database went away its commit may stand, and a row must not lose its bytes; the sweep takes them else.
    if (!isAppError(error) || error.code !== 'database_unavailable')
      await freeStorage(deps, (storage) => storage.delete(stored.storageKey));
    throw error;
  }
}

async function insertFile(
  tx: OrgTransaction,
  principal: Principal,
  { stored, name, fields }: { stored: StoredFile; name: string; fields: FileFields },
): Promise<CreatedFile> {
  const { organizationId, projectId } = principal;
  const { fileId: id, storageKey, sha256 } = stored;
  const { purpose } = fields;
  const cleanName = cleanFileName(name);
  const row = await tx.file.create({
    data: {
      id,
      organizationId,
      projectId,
      name: cleanName,
      purpose,
      sizeBytes: BigInt(stored.sizeBytes),
      sha256,
      storageKey,
      status: purpose === 'fine-tune' ? 'UPLOADED' : 'PROCESSED',
    },
  });
  await notifyRow(tx, { organizationId, projectId, kind: 'file', id });
  await recordAct(tx, principal, {
    action: 'file.upload',
    target: { kind: 'file', id, name: cleanName },
    details: { purpose, sizeBytes: stored.sizeBytes, sha256 },
  });
  if (purpose !== 'fine-tune') return { file: toFileView(row), datasetId: null, datasetVersionId: null };
  const made = await insertDataset(tx, principal, {
    fileId: id,
    name: fields.datasetName ?? cleanName,
    spec: datasetSpecOf(fields),
  });
  return { file: toFileView(row), ...made };
}
