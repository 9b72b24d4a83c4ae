import { TableCell } from '@modelmint/domain/serving-contract';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { readTrainedData } from '../../dataset/server/read-trained-data.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import type { TrialTable } from '../ui/trial-table.ts';

const rowsShown = 5;
const topShown = 20;

const Row = z.record(z.string(), TableCell);

/** What a table predictor reads and predicts, from the data that it was trained on; null when that is gone. */
export async function readTrialTable(
  deps: Deps,
  principal: Principal,
  datasetVersionId: string,
): Promise<TrialTable | null> {
  requirePermission(principal, 'project.read');
  const data = await readTrainedData(deps, principal, datasetVersionId);
  const table = data?.report.table;
  if (data === null || table === undefined) return null;
  const columns = table.columns.flatMap(({ name, role, missing, min, max, mean, top }) =>
    role === 'numeric' || role === 'categorical'
      ? [
          {
            ...{ name, role, hasMissing: missing > 0 },
            ...{ min: min ?? null, max: max ?? null, mean: mean ?? null },
            top: (top ?? []).slice(0, topShown).map(({ value }) => value),
          },
        ]
      : [],
  );
  const read = new Set(columns.map(({ name }) => name));
  const rows = await data.readRows('validation', rowsShown, Row);
  const shown = rows.length > 0 ? rows : await data.readRows('train', rowsShown, Row);
  return {
    target: table.target,
    columns,
    rows: shown.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => read.has(name)))),
  };
}
