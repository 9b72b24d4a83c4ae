import { type DatasetEdit, DatasetEdits } from '@modelmint/domain/dataset-edit';
import { DatasetReport } from '@modelmint/domain/dataset-report';
import { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { jobAttemptsMax } from '@modelmint/domain/job-state';
import type { DatasetVersion } from '../generated/client.ts';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { endInvalid } from './finish-ingest.ts';
import { type IngestClaim, ingestLeaseSeconds } from './ingest-claim.ts';

/** The stored rows of another version, and what is to be changed in them. */
export interface EditedRows {
  trainKey: string;
  validationKey: string;
  report: DatasetReport;
  edits: DatasetEdit[];
}

export interface IngestWork extends IngestClaim {
  spec: DatasetSpec;
  /** Null where the file is read. */
  edited: EditedRows | null;
  fileName: string;
  fileKey: string;
  fileSha256: string;
}

const lostTooOften = `Each of the ${jobAttemptsMax} workers that read the file died over it. Upload it again; if that fails too, try a smaller part of it.`;

/** Takes a version that waits, or whose worker died. Null: somebody else has it, it is counted, or it is gone. */
export async function claimIngest(
  db: Database,
  { organizationId, datasetVersionId }: { organizationId: string; datasetVersionId: string },
): Promise<IngestWork | null> {
  return withOrg(db, organizationId, async (tx) => {
    const [claimed] = await tx.$queryRaw<{ fence: number; attempts: number }[]>`
      UPDATE "dataset_version" SET "status" = 'VALIDATING', "fence" = "fence" + 1, "progress" = 0, "reason" = NULL,
        "attempts" = "attempts" + CASE WHEN "status" = 'VALIDATING' THEN 1 ELSE 0 END,
        "leaseUntil" = now() + make_interval(secs => ${ingestLeaseSeconds}::int)
      WHERE "id" = ${datasetVersionId}
        AND ("status" = 'PENDING' OR ("status" = 'VALIDATING' AND "leaseUntil" < now()))
      RETURNING "fence", "attempts"`;
    if (claimed === undefined) return null;
    const version = await tx.datasetVersion.findUniqueOrThrow({
      where: { id: datasetVersionId },
      include: { dataset: true, base: true },
    });
    const { dataset } = version;
    const file = await tx.file.findUniqueOrThrow({ where: { id: version.fileId } });
    await notifyRow(tx, { organizationId, projectId: dataset.projectId, kind: 'dataset', id: dataset.id });
    const claim = {
      organizationId,
      projectId: dataset.projectId,
      datasetId: dataset.id,
      datasetVersionId,
      fileId: file.id,
      fence: claimed.fence,
    };
    if (claimed.attempts >= jobAttemptsMax) {
      await endInvalid(tx, claim, { report: null, reason: lostTooOften });
      return null;
    }
    return {
      ...claim,
      spec: DatasetSpec.parse(version.spec),
      edited: editedOf(version),
      fileName: file.name,
      fileKey: file.storageKey,
      fileSha256: file.sha256,
    };
  });
}

/** A version is edited only when it is READY, and then it stays so with its rows. */
function editedOf({ edits, base }: DatasetVersion & { base: DatasetVersion | null }): EditedRows | null {
  if (base === null) return null;
  const { trainKey, validationKey } = base;
  if (trainKey === null || validationKey === null) throw new Error('An edited version needs the rows of another one.');
  return { trainKey, validationKey, report: DatasetReport.parse(base.report), edits: DatasetEdits.parse(edits) };
}
