import { createInterface } from 'node:readline';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { findDataset } from './get-dataset.ts';

export const ListExamples = z.object({
  split: z.enum(['train', 'validation']).default('train'),
  /** Rows to pass over. */
  offset: z.coerce.number().int().min(0).max(20_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListExamples = z.input<typeof ListExamples>;

const Row = z.object({ text: z.string(), label: z.string() });

export interface ExamplePage {
  examples: { text: string; label: string }[];
  /** Rows of the split. */
  total: number;
}

/** One page of the rows that training reads, in the order of the file. */
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
  const examples: ExamplePage['examples'] = [];
  const stream = await deps.storage.get(key);
  let at = 0;
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      at += 1;
      if (at > offset) examples.push(Row.parse(JSON.parse(line)));
      if (examples.length === limit) break;
    }
  } finally {
    stream.destroy();
  }
  return { examples, total: (split === 'train' ? version.trainRows : version.validationRows) ?? 0 };
}
