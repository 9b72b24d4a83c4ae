import type { EvaluationReport } from '@modelmint/domain/evaluation-report';
import type { InferenceJob } from '../generated/client.ts';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';
import { endInference } from './end-inference.ts';
import { type InferenceClaim, lockClaimedInference } from './inference-claim.ts';
import { notifyInference } from './notify-inference.ts';

export type InferenceFinish = 'complete' | 'fail' | 'cancel' | 'expire';

/** What of a job is to be joined into its files. */
export interface FinishWork {
  finish: InferenceFinish;
  rowsDone: number;
  rowsFailed: number;
  /** In their order. */
  chunks: { chunk: number; storageKey: string; sha256: string; rowsDone: number; rowsFailed: number }[];
}

/** Says that the rows are over and their file is being written; what the job will be then. Null: the claim is lost. */
export async function beginFinish(db: Database, claim: InferenceClaim): Promise<FinishWork | null> {
  return withOrg(db, claim.organizationId, async (tx) => {
    const job = await lockClaimedInference(tx, claim);
    if (job === null || job.status !== 'RUNNING') return null;
    if (job.finalizingAt === null) {
      await tx.inferenceJob.update({ where: { id: job.id }, data: { finalizingAt: new Date() } });
      await notifyInference(tx, job);
    }
    const chunks = await tx.inferenceChunk.findMany({
      where: { jobId: job.id },
      orderBy: { chunk: 'asc' },
      select: { chunk: true, storageKey: true, sha256: true, rowsDone: true, rowsFailed: true },
    });
    const { rowsDone, rowsFailed } = job;
    return { finish: finishOf(job), rowsDone, rowsFailed, chunks };
  });
}

/** What came first counts: a job whose rows are all there is complete, whatever was asked of it since. */
function finishOf({ chunksDone, chunksTotal, rowsDone, rowsFailed, rowsTotal, ...job }: InferenceJob): InferenceFinish {
  if (chunksDone === chunksTotal && rowsDone + rowsFailed === rowsTotal) return 'complete';
  if (job.cancelRequestedAt !== null) return 'cancel';
  return job.errorCode === null ? 'expire' : 'fail';
}

/** Stored bytes that become a file of the project. */
export interface WrittenFile {
  id: string;
  name: string;
  storageKey: string;
  sizeBytes: bigint;
  sha256: string;
}

export interface WrittenFiles {
  output: WrittenFile | null;
  errors: WrittenFile | null;
}

/** Of a job that answers for an evaluation: what its rows have shown, and where they lie. */
export interface JudgedRows {
  report: EvaluationReport | null;
  rowsKey: string;
}

/** Result files and the end of the job: all of it or nothing. False: the claim is lost, and the bytes are nobody's. */
export async function finishInference(
  db: Database,
  claim: InferenceClaim,
  { finish, output, errors, judged }: WrittenFiles & { finish: InferenceFinish; judged?: JudgedRows | null },
): Promise<boolean> {
  return withOrg(db, claim.organizationId, async (tx) => {
    const job = await lockClaimedInference(tx, claim);
    if (job === null || job.status !== 'RUNNING') return false;
    for (const file of [output, errors]) if (file !== null) await insertFile(tx, job, file);
    if (judged && job.evaluationId !== null)
      await tx.evaluation.updateMany({
        where: { id: job.evaluationId, deletedAt: null },
        data: { rowsKey: judged.rowsKey, ...(judged.report === null ? {} : { report: judged.report }) },
      });
    return endInference(tx, job, {
      move: finish,
      outputFileId: output?.id ?? null,
      errorFileId: errors?.id ?? null,
    });
  });
}

async function insertFile(tx: OrgTransaction, job: InferenceJob, file: WrittenFile): Promise<void> {
  const { organizationId, projectId } = job;
  await tx.file.create({
    data: { ...file, organizationId, projectId, purpose: 'batch_output', status: 'PROCESSED' },
  });
  await notifyRow(tx, { organizationId, projectId, kind: 'file', id: file.id });
}
