import { previewKeyOf } from '@modelmint/db/ingest/preview-key';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Task } from '@modelmint/domain/task';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { readReport } from './dataset-view.ts';
import { type Example, exampleOf } from './example-of.ts';
import { findDataset } from './get-dataset.ts';
import { readLines } from './read-lines.ts';

export const ListExamples = z.object({
  split: z.enum(['train', 'validation']).default('train'),
  /** Rows to pass over. */
  offset: z.coerce.number().int().min(0).max(20_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListExamples = z.input<typeof ListExamples>;

export interface ExamplePage {
  task: Task;
  examples: Example[];
  /** Rows of the split. */
  total: number;
}

/** One page of the rows that training reads, in the order of the file, whatever the data set's task. */
export async function listExamples(
  deps: Deps,
  principal: Principal,
  { datasetId, ...page }: ListExamples & { datasetId: string },
): Promise<ExamplePage> {
  requirePermission(principal, 'project.read');
  const { split, offset, limit } = ListExamples.parse(page);
  const row = await withOrg(deps.db, principal.organizationId, (tx) => findDataset(tx, principal, datasetId));
  const version = row.versions.find(({ status }) => status === 'READY');
  const key = split === 'train' ? version?.trainKey : version?.validationKey;
  if (version === undefined || !key) throw new AppError('invalid_state', 'The data set has no checked rows yet.');
  const task = readReport(version)?.task ?? 'text-classification';
  const stream = await deps.storage.get(task === 'image-classification' ? previewKeyOf(key) : key);
  const examples: Example[] = [];
  let at = 0;
  try {
    for await (const line of readLines(stream)) {
      at += 1;
      if (at > offset) examples.push(exampleOf(task, JSON.parse(line)));
      if (examples.length === limit) break;
    }
  } finally {
    stream.destroy();
  }
  return { task, examples, total: (split === 'train' ? version.trainRows : version.validationRows) ?? 0 };
}
