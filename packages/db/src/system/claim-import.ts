import { BaseModelSource, uploadsOf } from '@modelmint/domain/base-model';
import { jobAttemptsMax } from '@modelmint/domain/job-state';
import { tellBaseModel } from '../base-model/tell-base-model.ts';
import type { BaseModel } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { storageLeft } from '../organization/storage-left.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import { type ImportClaim, importLeaseSeconds, writeUnderImportClaim } from './import-claim.ts';

export interface ImportUpload {
  name: string;
  key: string;
  sha256: string;
  sizeBytes: number;
}

export interface ImportWork extends ImportClaim {
  /** Null: everybody's. */
  organizationId: string | null;
  name: string;
  source: BaseModelSource;
  /** What was uploaded for it: an archive, or the files themselves. Null when one was deleted meanwhile. */
  uploads: ImportUpload[] | null;
  /** Of the organization's storage, the uploads not counted, which go when the import has ended; null: without a limit. */
  storageBytesLeft: number | null;
}

const lostTooOften = `Each of the ${jobAttemptsMax} workers that imported it died over it. Try a smaller checkpoint, or ask the operator for more memory.`;

/** Takes an import that waits, or whose worker died. Null: somebody else has it, it has ended, or it is gone. */
export async function claimImport(db: Database, baseModelId: string): Promise<ImportWork | null> {
  return withSystem(db, async (tx) => {
    const claimed = await tx.$executeRaw`
      UPDATE "base_model" SET "status" = 'IMPORTING', "fence" = "fence" + 1, "progress" = 0, "reason" = NULL,
        "attempts" = "attempts" + CASE WHEN "status" = 'IMPORTING' THEN 1 ELSE 0 END,
        "leaseUntil" = now() + make_interval(secs => ${importLeaseSeconds}::int)
      WHERE "id" = ${baseModelId} AND "deletedAt" IS NULL
        AND ("status" = 'PENDING' OR ("status" = 'IMPORTING' AND "leaseUntil" < now()))`;
    if (claimed === 0) return null;
    const row = await tx.baseModel.findUniqueOrThrow({ where: { id: baseModelId } });
    const claim = { baseModelId, fence: row.fence };
    if (row.attempts >= jobAttemptsMax) {
      await writeUnderImportClaim(tx, claim, { status: 'FAILED', reason: lostTooOften, finishedAt: new Date() });
      return null;
    }
    await tellBaseModel(tx, row);
    const source = BaseModelSource.parse(row.source);
    const { organizationId, name } = row;
    const uploads = await findUploads(tx, row, uploadsOf(source));
    const uploadedBytes = (uploads ?? []).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    return {
      ...claim,
      organizationId,
      name,
      source,
      uploads,
      storageBytesLeft: organizationId === null ? null : (await storageLeft(tx, organizationId)) + uploadedBytes,
    };
  });
}

async function findUploads(
  tx: SystemTransaction,
  { organizationId }: BaseModel,
  ids: readonly string[],
): Promise<ImportUpload[] | null> {
  if (ids.length === 0) return [];
  if (organizationId === null) return null;
  const files = await tx.file.findMany({ where: { id: { in: [...ids] }, organizationId, deletedAt: null } });
  if (files.length < ids.length) return null;
  return files.map(({ name, storageKey: key, sha256, sizeBytes }) => ({
    ...{ name, key, sha256, sizeBytes: Number(sizeBytes) },
  }));
}
