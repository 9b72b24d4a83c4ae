import type { TrainingSpec } from '@modelmint/domain/training-spec';
import type { Deps } from '../../../deps.ts';
import { getJob } from '../../fine-tuning/server/get-job.ts';
import type { Principal } from '../../organization/server/principal.ts';
import type { TrialTable } from '../ui/trial-table.ts';
import { readTrialTable } from './read-trial-table.ts';

interface TableModel {
  jobId: string;
  datasetVersionId: string;
}

/** What a table predictor reads: from its data, else, when that is deleted, the bare columns that its job was given. */
export async function readModelTable(
  deps: Deps,
  principal: Principal,
  { jobId, datasetVersionId }: TableModel,
): Promise<TrialTable | null> {
  const table = await readTrialTable(deps, principal, datasetVersionId);
  if (table !== null) return table;
  const { spec } = await getJob(deps, principal, jobId);
  return spec === null ? null : tableOfSpec(spec);
}

/** Exported for its test. */
export function tableOfSpec(spec: TrainingSpec): TrialTable | null {
  if (spec.task !== 'tabular-classification' && spec.task !== 'tabular-regression') return null;
  const target = spec.columns.find(({ role }) => role === 'target');
  if (target === undefined) return null;
  return {
    target: { name: target.name, kind: spec.task === 'tabular-regression' ? 'value' : 'label' },
    columns: spec.columns.flatMap(({ name, role }) =>
      role === 'numeric' || role === 'categorical'
        ? [{ name, role, hasMissing: false, min: null, max: null, mean: null, top: [] }]
        : [],
    ),
    rows: [],
  };
}
