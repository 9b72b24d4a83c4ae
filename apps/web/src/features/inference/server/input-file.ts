import type { OrgTransaction } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { type InferenceMode, inferenceLimits } from '@modelmint/domain/inference-job';

/** What may be read in rows: a file that was uploaded for it, for anything, or to train on. */
export const rowPurposes = ['batch', 'user_data', 'fine-tune'] as const;
const purposes: Record<InferenceMode, readonly string[]> = { BATCH: ['batch'], ROWS: rowPurposes };

export interface InputFile {
  id: string;
  name: string;
  sizeBytes: number;
  storageKey: string;
  sha256: string;
}

/** Throws `not_found` for a file of somebody else, and `invalid_file` for one that no such job can read. */
export async function findInputFile(
  tx: OrgTransaction,
  { projectId, fileId, mode, param }: { projectId: string; fileId: string; mode: InferenceMode; param: string },
): Promise<InputFile> {
  const row = await tx.file.findFirst({
    where: { id: fileId, projectId, deletedAt: null },
    select: { id: true, name: true, purpose: true, sizeBytes: true, storageKey: true, sha256: true },
  });
  if (row === null) throw new AppError('not_found', 'No such file.', { param });
  const { purpose, ...file } = row;
  if (!purposes[mode].includes(purpose))
    throw new AppError(
      'invalid_file',
      mode === 'BATCH'
        ? `The file was uploaded with the purpose '${purpose}'. Upload it with the purpose 'batch'.`
        : `A file with the purpose '${purpose}' holds no rows to answer. Upload one with the purpose 'batch'.`,
      { param },
    );
  const { bytesMax } = inferenceLimits[mode];
  if (file.sizeBytes > bytesMax)
    throw new AppError(
      'invalid_file',
      `The file has ${file.sizeBytes.toLocaleString('en-US')} bytes; a job reads at most ${bytesMax.toLocaleString('en-US')}. Split it into several jobs.`,
      { param },
    );
  return { ...file, sizeBytes: Number(file.sizeBytes) };
}
