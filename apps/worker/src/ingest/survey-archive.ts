import type { DatasetLimits } from '@modelmint/domain/dataset-limits';
import { datasetProblem } from '@modelmint/domain/dataset-problem';
import { FolderLayout } from './folder-layout.ts';
import { isSkipped, isUnsafe } from './judge-path.ts';
import { openArchive } from './open-archive.ts';
import { Refused } from './refused.ts';

const ratioCheckedFromBytes = 16 * 1024 ** 2;

/**
 * Goes through an archive's directory without unpacking anything: which folders are labels, and whether the whole is
 * fit to be read. Throws `Refused` for a bomb, for too much, and for what is no archive of files.
 */
export async function surveyArchive(
  path: string,
  { fileBytes, limits, tell }: { fileBytes: number; limits: DatasetLimits; tell: () => Promise<void> },
): Promise<ReturnType<FolderLayout['finish']>> {
  const layout = new FolderLayout();
  const archive = await openArchive(path);
  const total = { packed: 0, bytes: 0 };
  try {
    const { entriesMax } = limits;
    if (archive.entryCount > entriesMax)
      throw new Refused(datasetProblem('zip_too_many_entries', null, { entries: archive.entryCount, entriesMax }));
    for await (const entry of archive.entries()) {
      total.packed += entry.packedBytes;
      total.bytes += entry.bytes;
      checkTotal(total, fileBytes, limits);
      if (entry.path === '[Content_Types].xml')
        throw new Refused(datasetProblem('file_binary', null, { kind: 'an Office document' }));
      if (!isSkipped(entry.path) && !isUnsafe(entry.path)) layout.add(entry.path);
      if (entry.number % 1_000 === 0) await tell();
    }
  } finally {
    await archive.close();
  }
  return layout.finish();
}

function checkTotal(
  { packed, bytes }: { packed: number; bytes: number },
  fileBytes: number,
  { textBytesMax: sizeBytesMax, expansionRatioMax: times }: DatasetLimits,
): void {
  // Entries that share their bytes make a bomb out of a small file.
  if (packed > fileBytes)
    throw new Refused(datasetProblem('zip_damaged', null, { reason: 'its entries have more bytes than the file' }));
  if (bytes > sizeBytesMax) throw new Refused(datasetProblem('zip_too_large', null, { sizeBytesMax }));
  if (bytes > ratioCheckedFromBytes && bytes > fileBytes * times)
    throw new Refused(datasetProblem('zip_expands_too_much', null, { times }));
}
