import { previewKeyOf } from '@modelmint/db/ingest/preview-key';
import { withOrg } from '@modelmint/db/with-org';
import { isAppError } from '@modelmint/domain/errors';
import type { JudgedRow } from '@modelmint/domain/evaluation-report';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { readLines } from '../../dataset/server/read-lines.ts';
import type { Principal } from '../../organization/server/principal.ts';
import type { EvaluationView } from './evaluation-view.ts';

const Preview = z.object({ image: z.string() });

/** Small copies of the images of these rows as `data:` URLs, by the numbers of the rows; as far as there are some. */
export async function readRowImages(
  deps: Deps,
  { organizationId }: Principal,
  { evaluation, rows }: { evaluation: EvaluationView; rows: readonly Pick<JudgedRow, 'row'>[] },
): Promise<Record<number, string>> {
  const { task, datasetVersionId, part } = evaluation;
  if (task !== 'image-classification' || rows.length === 0) return {};
  const version = await withOrg(deps.db, organizationId, (tx) =>
    tx.datasetVersion.findFirst({
      where: { id: datasetVersionId, dataset: { deletedAt: null } },
      select: { trainKey: true, validationKey: true, trainRows: true },
    }),
  );
  if (version === null) return {};
  const trained = part === 'all' ? (version.trainRows ?? 0) : 0;
  const numbers = rows.map(({ row }) => row);
  return {
    ...(await readSplit(deps, version.trainKey, { numbers: numbers.filter((row) => row <= trained), before: 0 })),
    ...(await readSplit(deps, version.validationKey, {
      numbers: numbers.filter((row) => row > trained),
      before: trained,
    })),
  };
}

/** `before`: rows of the evaluation that stand in front of the split. */
async function readSplit(
  { storage }: Deps,
  key: string | null,
  { numbers, before }: { numbers: readonly number[]; before: number },
): Promise<Record<number, string>> {
  if (key === null || numbers.length === 0) return {};
  const wanted = new Set(numbers);
  const images: Record<number, string> = {};
  const stream = await storage.get(previewKeyOf(key)).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') return null;
    throw error;
  });
  if (stream === null) return {};
  let row = before;
  try {
    for await (const line of readLines(stream)) {
      row++;
      if (!wanted.delete(row)) continue;
      images[row] = Preview.parse(JSON.parse(line)).image;
      if (wanted.size === 0) break;
    }
  } finally {
    stream.destroy();
  }
  return images;
}
