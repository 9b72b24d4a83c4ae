import { previewKeyOf } from '@modelmint/db/ingest/preview-key';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { exampleOf } from '../../dataset/server/example-of.ts';
import { readLines } from '../../dataset/server/read-lines.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

export interface TrialImage {
  label: string;
  /** Its path in the archive. */
  name: string;
  /** A `data:` URL. */
  image: string;
}

const imagesMax = 10;
const linesMax = 500;

/**
 * One image of each label from what a model was not trained on, else from what it was; none when the data is gone.
 * They come from the small copies that were made for its pages.
 */
export async function listTrialImages(
  deps: Deps,
  principal: Principal,
  datasetVersionId: string,
): Promise<TrialImage[]> {
  requirePermission(principal, 'project.read');
  const version = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.datasetVersion.findFirst({
      where: { id: datasetVersionId, dataset: { projectId: principal.projectId, deletedAt: null } },
      select: { trainKey: true, validationKey: true, validationRows: true },
    }),
  );
  const key = (version?.validationRows ?? 0) > 0 ? version?.validationKey : version?.trainKey;
  if (!key) return [];
  const found = new Map<string, TrialImage>();
  const stream = await deps.storage.get(previewKeyOf(key));
  let lines = 0;
  try {
    for await (const line of readLines(stream)) {
      lines += 1;
      const { text: name, label, image } = exampleOf('image-classification', JSON.parse(line));
      if (image !== undefined && !found.has(label)) found.set(label, { label, name, image });
      if (found.size === imagesMax || lines === linesMax) break;
    }
  } finally {
    stream.destroy();
  }
  return [...found.values()];
}
