import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';
import { type IngestClaim, writeUnderIngestClaim } from './ingest-claim.ts';
import { storableJson, storableText } from './storable-json.ts';

export interface StoredSplit {
  trainKey: string;
  validationKey: string;
}

/** The version is READY with its stored split. False: the claim is lost, and the stored files are of no use. */
export async function finishIngest(
  db: Database,
  claim: IngestClaim,
  { report, split }: { report: DatasetReport; split: StoredSplit },
): Promise<boolean> {
  return withOrg(db, claim.organizationId, async (tx) => {
    const isHeld = await writeUnderIngestClaim(tx, claim, {
      status: 'READY',
      report: storableJson(report),
      reason: null,
      ...split,
      trainRows: report.split.train,
      validationRows: report.split.validation,
      trainTokens: BigInt(report.tokensTrain),
      validationTokens: BigInt(report.tokensTotal - report.tokensTrain),
      progress: 1,
      finishedAt: new Date(),
    });
    if (!isHeld) return false;
    await tx.file.updateMany({ where: fileRead(claim), data: { status: 'PROCESSED', statusDetails: null } });
    await tellCounted(tx, claim);
    return true;
  });
}

/** The version is INVALID for good; `report` shows how far the file was read, null when it could not be. */
export async function refuseIngest(
  db: Database,
  claim: IngestClaim,
  { report, reason }: { report: DatasetReport | null; reason: string },
): Promise<boolean> {
  return withOrg(db, claim.organizationId, (tx) => endInvalid(tx, claim, { report, reason }));
}

export async function endInvalid(
  tx: OrgTransaction,
  claim: IngestClaim,
  { report, reason, attempts }: { report: DatasetReport | null; reason: string; attempts?: number },
): Promise<boolean> {
  const words = storableText(reason);
  const isHeld = await writeUnderIngestClaim(tx, claim, {
    status: 'INVALID',
    ...(report === null ? {} : { report: storableJson(report) }),
    ...(attempts === undefined ? {} : { attempts }),
    reason: words,
    progress: 1,
    finishedAt: new Date(),
  });
  if (!isHeld) return false;
  await tx.file.updateMany({ where: fileRead(claim), data: { status: 'ERROR', statusDetails: words } });
  await tellCounted(tx, claim);
  return true;
}

/** What became of an edited version says nothing of the file that the rows once came from. */
function fileRead({ fileId, datasetVersionId }: IngestClaim) {
  return { id: fileId, versions: { some: { id: datasetVersionId, baseVersionId: null } } };
}

async function tellCounted(tx: OrgTransaction, claim: IngestClaim): Promise<void> {
  const { organizationId, projectId, datasetId, fileId } = claim;
  await notifyRow(tx, { organizationId, projectId, kind: 'dataset', id: datasetId });
  await notifyRow(tx, { organizationId, projectId, kind: 'file', id: fileId });
}
