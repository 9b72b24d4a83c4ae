import { withOrg } from '@modelmint/db/with-org';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { readReport } from './dataset-view.ts';
import { readLines } from './read-lines.ts';

/** What a model was trained on: the report of the version, and its rows as training reads them. */
export interface TrainedData {
  report: DatasetReport;
  /** The first rows of a split; those that are of another form are passed over. */
  readRows<S extends z.ZodType>(split: 'train' | 'validation', count: number, row: S): Promise<z.output<S>[]>;
}

/** Null when the data set is gone, or its version is not READY. */
export async function readTrainedData(
  deps: Deps,
  { organizationId, projectId }: Principal,
  datasetVersionId: string,
): Promise<TrainedData | null> {
  const version = await withOrg(deps.db, organizationId, (tx) =>
    tx.datasetVersion.findFirst({
      where: { id: datasetVersionId, status: 'READY', dataset: { projectId, deletedAt: null } },
    }),
  );
  const report = version === null ? null : readReport(version);
  if (version === null || report === null) return null;
  return {
    report,
    readRows: async (split, count, schema) => {
      const key = split === 'train' ? version.trainKey : version.validationKey;
      return key === null ? [] : readFirst(deps, { key, count }, schema);
    },
  };
}

async function readFirst<S extends z.ZodType>(
  deps: Deps,
  { key, count }: { key: string; count: number },
  schema: S,
): Promise<z.output<S>[]> {
  const stream = await deps.storage.get(key);
  const rows: z.output<S>[] = [];
  try {
    let left = count;
    for await (const line of readLines(stream)) {
      const row = schema.safeParse(JSON.parse(line));
      if (row.success) rows.push(row.data);
      left -= 1;
      if (left === 0) break;
    }
  } finally {
    stream.destroy();
  }
  return rows;
}
