import { type FoundModel, findCalledModel } from '@modelmint/db/model/find-called-model';
import type { OrgTransaction } from '@modelmint/db/with-org';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { AppError } from '@modelmint/domain/errors';
import { askOfEvaluation, checkEvaluationSize, type EvaluationAsk } from '@modelmint/domain/evaluation';
import { modelAbilities } from '@modelmint/domain/model-ability';
import { TrainingSpec } from '@modelmint/domain/training-spec';
import { readReport } from '../../dataset/server/dataset-view.ts';
import { findDataset } from '../../dataset/server/get-dataset.ts';
import type { Principal } from '../../organization/server/principal.ts';
import type { EvaluationInput } from './evaluation-input.ts';

export interface EvaluationPlan {
  found: FoundModel;
  ask: EvaluationAsk;
  report: DatasetReport;
  dataset: { id: string; name: string };
  version: { id: string; number: number; fileId: string };
  /** Where the rows lie that are asked. */
  keys: string[];
  rowsAsked: number;
}

/** What an evaluation would do, or why it cannot be made: every refusal says what to choose instead. */
export async function planEvaluation(
  tx: OrgTransaction,
  principal: Principal,
  { model, datasetId, part, maxTokens }: EvaluationInput,
): Promise<EvaluationPlan> {
  const { organizationId, projectId } = principal;
  const { versions, ...dataset } = await findDataset(tx, principal, datasetId);
  const version = versions.find(({ status }) => status === 'READY');
  const report = version === undefined ? null : readReport(version);
  if (version === undefined || report === null)
    throw new AppError('invalid_state', 'The data set has no checked rows yet.', { param: 'datasetId' });
  const found = await findCalledModel(tx, { organizationId, projectId, name: model, abilities: modelAbilities });
  const ask = askOfEvaluation(report, found.abilities, { maxTokens });
  await refuseOtherTarget(tx, found, report);
  const { trainKey, validationKey, trainRows, validationRows } = version;
  const rowsAsked = (validationRows ?? 0) + (part === 'all' ? (trainRows ?? 0) : 0);
  checkEvaluationSize(rowsAsked, report);
  const keys = (part === 'all' ? [trainKey, validationKey] : [validationKey]).filter((key) => key !== null);
  return { found, ask, report, dataset, version, keys, rowsAsked };
}

/** A model of tables tells one column from the others; another one cannot be measured by it. */
async function refuseOtherTarget(
  tx: OrgTransaction,
  { id }: FoundModel,
  { table }: Pick<DatasetReport, 'table'>,
): Promise<void> {
  if (table === undefined) return;
  const model = await tx.model.findUnique({ where: { id }, select: { job: { select: { spec: true } } } });
  const spec = TrainingSpec.safeParse(model?.job.spec).data;
  if (spec === undefined || !('columns' in spec)) return;
  const target = spec.columns.find(({ role }) => role === 'target')?.name;
  const kind = spec.task === 'tabular-regression' ? 'value' : 'label';
  if (target === table.target.name && kind === table.target.kind) return;
  const shown = (name: string | undefined, what: string) =>
    `the ${what === 'value' ? 'values' : 'labels'} of '${name ?? ''}'`;
  throw new AppError(
    'invalid_value',
    `The model predicts ${shown(target, kind)}; the data set asks for ${shown(table.target.name, table.target.kind)}. Read the data anew with that target, or choose another model.`,
    { param: 'datasetId' },
  );
}
