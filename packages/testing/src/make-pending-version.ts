import type { Database } from '@modelmint/db/open-database';
import { withOrg } from '@modelmint/db/with-org';
import { DatasetSpec, type DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { newId } from '@modelmint/domain/ids';
import type { Storage } from '@modelmint/storage/storage';
import type { Tenant } from './make-tenant.ts';

export interface UploadedVersion {
  fileId: string;
  datasetId: string;
  datasetVersionId: string;
}

/** A stored file with a version of a data set that waits to be read, as an upload leaves it. */
export async function makePendingVersion(
  { db, storage }: { db: Database; storage: Storage },
  { organizationId, projectId }: Pick<Tenant, 'organizationId' | 'projectId'>,
  { bytes, name = 'rows.jsonl', spec = {} }: { bytes: Uint8Array; name?: string; spec?: DatasetSpecInput },
): Promise<UploadedVersion> {
  const [fileId, datasetId, datasetVersionId] = [newId('file'), newId('dataset'), newId('datasetVersion')];
  const storageKey = `files/${organizationId}/${fileId}`;
  const { sizeBytes, sha256 } = await storage.put(storageKey, bytes);
  await withOrg(db, organizationId, async (tx) => {
    const owner = { organizationId, projectId };
    const purpose = 'fine-tune';
    await tx.file.create({
      data: { id: fileId, ...owner, name, purpose, sizeBytes: BigInt(sizeBytes), sha256, storageKey },
    });
    await tx.dataset.create({ data: { id: datasetId, ...owner, name } });
    await tx.datasetVersion.create({
      data: { id: datasetVersionId, organizationId, datasetId, number: 1, fileId, spec: DatasetSpec.parse(spec) },
    });
  });
  return { fileId, datasetId, datasetVersionId };
}
