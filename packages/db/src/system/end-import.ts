import { BaseModelSource, type CheckpointFacts, uploadsOf } from '@modelmint/domain/base-model';
import { AppError } from '@modelmint/domain/errors';
import { jobAttemptsMax } from '@modelmint/domain/job-state';
import { storableJson, storableText } from '../ingest/storable-json.ts';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { storageLeft } from '../organization/storage-left.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import { type ImportClaim, importLeaseSeconds, writeUnderImportClaim } from './import-claim.ts';

/** Renews the lease and says how far the import has come, 0 to 1. False: the claim is lost. */
export async function heartbeatImport(db: Database, claim: ImportClaim, progress: number): Promise<boolean> {
  const { baseModelId, fence } = claim;
  return withSystem(db, async (tx) => {
    const isHeld = await writeUnderImportClaim(tx, claim, { progress });
    if (isHeld)
      await tx.$executeRaw`
        UPDATE "base_model" SET "leaseUntil" = now() + make_interval(secs => ${importLeaseSeconds}::int)
        WHERE "id" = ${baseModelId} AND "fence" = ${fence}`;
    return isHeld;
  });
}

/** Says which commit of a hub's repository it is, so that a next try takes the same. */
export async function pinImport(db: Database, claim: ImportClaim, source: BaseModelSource): Promise<boolean> {
  return withSystem(db, (tx) => writeUnderImportClaim(tx, claim, { source }));
}

/**
 * The base model is READY, and what was uploaded for it is no longer stored beside it. False: the claim is lost, and the
 * stored files are of no use. Throws `invalid_file` when what else came meanwhile has left too little of the
 * organization's storage.
 */
export async function finishImport(
  db: Database,
  claim: ImportClaim,
  { facts, storagePrefix, sizeBytes }: { facts: CheckpointFacts; storagePrefix: string; sizeBytes: number },
): Promise<boolean> {
  return withSystem(db, async (tx) => {
    // Fails without the claim, and locks the row until all of this is written: nobody else can take it over meanwhile.
    if (!(await writeUnderImportClaim(tx, claim, { progress: 1 }))) return false;
    await retireUploads(tx, claim);
    await checkStorage(tx, claim, sizeBytes);
    return writeUnderImportClaim(tx, claim, {
      status: 'READY',
      facts: storableJson(facts),
      reason: null,
      storagePrefix,
      sizeBytes: BigInt(sizeBytes),
      progress: 1,
      finishedAt: new Date(),
    });
  });
}

/** Unless another import is to read them. The sweep takes their bytes. Under the claim, whose row is locked. */
async function retireUploads(tx: SystemTransaction, { baseModelId }: ImportClaim): Promise<void> {
  const { organizationId, source } = await tx.baseModel.findUniqueOrThrow({ where: { id: baseModelId } });
  if (organizationId === null) return;
  const others = await tx.baseModel.findMany({
    where: { id: { not: baseModelId }, organizationId, deletedAt: null, status: { in: ['PENDING', 'IMPORTING'] } },
  });
  const wanted = new Set(others.flatMap((other) => uploadsOf(BaseModelSource.parse(other.source))));
  const ids = uploadsOf(BaseModelSource.parse(source)).filter((id) => !wanted.has(id));
  const where = { id: { in: ids }, organizationId, purpose: 'base-model', deletedAt: null };
  const files = await tx.file.findMany({ where });
  if (files.length === 0) return;
  await tx.file.updateMany({ where, data: { deletedAt: new Date() } });
  for (const { id, projectId } of files) await notifyRow(tx, { organizationId, projectId, kind: 'file', id });
}

/** Several imports of one organization run at the same time, and each began with all that was left. */
async function checkStorage(tx: SystemTransaction, { baseModelId }: ImportClaim, sizeBytes: number): Promise<void> {
  const { organizationId } = await tx.baseModel.findUniqueOrThrow({ where: { id: baseModelId } });
  if (organizationId === null) return;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`imported:${organizationId}`}, 0))`;
  const left = await storageLeft(tx, organizationId);
  if (sizeBytes > left)
    throw new AppError(
      'invalid_file',
      `The checkpoint has ${sizeBytes} bytes, but ${left} of the organization's storage are left. Delete data that is not needed, or choose a larger plan.`,
    );
}

/** FAILED for good, in words for whoever asked for it. */
export async function failImport(db: Database, claim: ImportClaim, reason: string): Promise<boolean> {
  return withSystem(db, (tx) =>
    writeUnderImportClaim(tx, claim, { status: 'FAILED', reason: storableText(reason), finishedAt: new Date() }),
  );
}

/**
 * Gives an import back after a failure that may pass. `gave_up`: it has failed too often and is FAILED. One that waits
 * for something, such as space on a full disk, spends no attempt.
 */
export async function retryImport(
  db: Database,
  claim: ImportClaim,
  { reason, spendsAttempt }: { reason: string; spendsAttempt: boolean },
): Promise<'waits' | 'gave_up' | 'lost'> {
  return withSystem(db, async (tx) => {
    const words = storableText(reason);
    if (!(await writeUnderImportClaim(tx, claim, { reason: words }))) return 'lost';
    const row = await tx.baseModel.findUniqueOrThrow({ where: { id: claim.baseModelId } });
    const attempts = row.attempts + (spendsAttempt ? 1 : 0);
    if (attempts >= jobAttemptsMax) {
      const last = `${words} It was tried ${attempts} times. Import it again later.`;
      await writeUnderImportClaim(tx, claim, { status: 'FAILED', reason: last, attempts, finishedAt: new Date() });
      return 'gave_up';
    }
    await writeUnderImportClaim(tx, claim, {
      status: 'PENDING',
      attempts,
      reason: words,
      leaseUntil: null,
      progress: 0,
    });
    return 'waits';
  });
}
