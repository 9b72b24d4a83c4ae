import { AppError } from '@modelmint/domain/errors';
import { storageLeft } from '../organization/storage-left.ts';
import type { OrgTransaction } from '../with-org.ts';
import type { InferenceFailure } from './end-inference.ts';

/** Results have a line for each row, so that they take about as much as the rows did. Throws `insufficient_quota`. */
export async function needResultSpace(
  tx: OrgTransaction,
  { organizationId, sizeBytes }: { organizationId: string; sizeBytes: bigint },
): Promise<void> {
  const left = await storageLeft(tx, organizationId);
  if (BigInt(left) >= sizeBytes) return;
  throw new AppError(
    'insufficient_quota',
    `The results need about ${count(sizeBytes)} bytes, and ${count(left)} bytes of the organization's storage are left. Delete data that is not needed, or choose a larger plan.`,
    { param: 'input_file_id', retryable: false },
  );
}

const count = (bytes: number | bigint): string => bytes.toLocaleString('en-US');

const storageIsFull: InferenceFailure = {
  code: 'insufficient_quota',
  message:
    'The storage of the organization is full. The rows up to here are answered and kept. Delete data that is not needed, or choose a larger plan, and start a job for the rest.',
  param: null,
  fault: 'customer',
};

/** Why no further row may be answered: what is answered already fills the storage. Null: it fits. */
export async function whyResultsDoNotFit(
  tx: OrgTransaction,
  { organizationId, jobId }: { organizationId: string; jobId: string },
): Promise<InferenceFailure | null> {
  const { _sum } = await tx.inferenceChunk.aggregate({ where: { jobId }, _sum: { sizeBytes: true } });
  const left = await storageLeft(tx, organizationId);
  return BigInt(left) < (_sum.sizeBytes ?? 0n) ? storageIsFull : null;
}
