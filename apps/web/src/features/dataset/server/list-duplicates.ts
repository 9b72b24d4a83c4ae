import { duplicatesKeyOf } from '@modelmint/db/ingest/duplicates-key';
import { withOrg } from '@modelmint/db/with-org';
import { DuplicateGroup } from '@modelmint/domain/dataset-duplicates';
import type { Task } from '@modelmint/domain/task';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { readReport } from './dataset-view.ts';
import { type Example, exampleOf } from './example-of.ts';
import { findCheckedVersion } from './find-version.ts';
import { findDataset } from './get-dataset.ts';
import { readLines } from './read-lines.ts';

export const ListDuplicates = z.object({
  kind: z.enum(['exact', 'conflicting']).optional(),
  /** Groups to pass over. */
  after: z.coerce.number().int().min(0).max(10_000).default(0),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  version: z.coerce.number().int().min(1).max(1_000_000).optional(),
});
export type ListDuplicates = z.input<typeof ListDuplicates>;

export interface DuplicateView extends Omit<DuplicateGroup, 'example'> {
  /** What they all hold; null where that is too long to be kept. */
  example: Example | null;
}

export interface DuplicatePage {
  task: Task;
  version: number;
  /** Null where the version was read before such rows were listed. */
  groups: DuplicateView[] | null;
  after: number;
  hasMore: boolean;
}

/** Rows of a version that repeat others, those with more than one label first. */
export async function listDuplicates(
  deps: Deps,
  principal: Principal,
  { datasetId, ...page }: ListDuplicates & { datasetId: string },
): Promise<DuplicatePage> {
  requirePermission(principal, 'project.read');
  const { kind, after, limit, version: number } = ListDuplicates.parse(page);
  const row = await withOrg(deps.db, principal.organizationId, (tx) => findDataset(tx, principal, datasetId));
  const version = findCheckedVersion(row, number);
  const report = readReport(version) ?? { task: 'text-classification' as const };
  const found = { task: report.task, version: version.number, after };
  const key = duplicatesKeyOf(version.trainKey ?? '');
  if ((await deps.storage.head(key)) === null) return { ...found, groups: null, hasMore: false };
  const groups: DuplicateView[] = [];
  const stream = await deps.storage.get(key);
  let at = 0;
  try {
    for await (const line of readLines(stream)) {
      const { example, ...group } = DuplicateGroup.parse(JSON.parse(line));
      if (kind !== undefined && group.kind !== kind) continue;
      at += 1;
      if (at > after) groups.push({ ...group, example: example === null ? null : exampleOf(report, example) });
      if (groups.length > limit) break;
    }
  } finally {
    stream.destroy();
  }
  return { ...found, groups: groups.slice(0, limit), hasMore: groups.length > limit };
}
