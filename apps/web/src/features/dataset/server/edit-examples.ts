import { isUniqueViolation } from '@modelmint/db/database-error';
import { notifyRow } from '@modelmint/db/notify-row';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { type DatasetEdit, DatasetEdits, judgeEdit } from '@modelmint/domain/dataset-edit';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { readReport, type StoredDataset, type StoredVersion } from './dataset-view.ts';
import { findEditableVersion } from './find-version.ts';
import { findDataset } from './get-dataset.ts';
import { ringIngest } from './insert-dataset.ts';

export const EditExamples = z.object({
  /** Whose rows these are: the newest version that can be used. */
  baseVersionId: z.string().max(64),
  edits: DatasetEdits,
});
export type EditExamples = z.output<typeof EditExamples>;

/**
 * Makes a version from the rows of the newest one, with other labels and without those that are removed; that one stays as
 * it is. `conflict` when somebody has made another version meanwhile.
 */
export async function editExamples(
  deps: Deps,
  principal: Principal,
  { datasetId, baseVersionId, edits }: EditExamples & { datasetId: string },
): Promise<{ versionId: string; number: number }> {
  requirePermission(principal, 'data.write');
  const id = newId('datasetVersion');
  try {
    const number = await withOrg(deps.db, principal.organizationId, async (tx) => {
      const dataset = await findDataset(tx, principal, datasetId);
      const base = needBase(dataset, baseVersionId);
      checkEdits(base, edits);
      return insertEdited(tx, principal, { id, dataset, base, edits });
    });
    await ringIngest(deps, principal.organizationId, id);
    return { versionId: id, number };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', 'Another version was made at the same moment. Try again.');
  }
}

function needBase(dataset: StoredDataset, baseVersionId: string): StoredVersion {
  const editable = findEditableVersion(dataset);
  if (editable?.id === baseVersionId) return editable;
  const [newest] = dataset.versions;
  throw new AppError(
    'conflict',
    `Version ${newest?.number ?? 1} was made meanwhile, so these changes would be of rows that are not the newest. Open it and change its rows.`,
    { param: 'baseVersionId' },
  );
}

/** Throws `invalid_value` for a row that is not there or is named twice, and for a label that it cannot have. */
function checkEdits(base: StoredVersion, edits: readonly DatasetEdit[]): void {
  const report: Pick<DatasetReport, 'task' | 'table' | 'ratings'> = readReport(base) ?? { task: 'text-classification' };
  const rows = { train: base.trainRows ?? 0, validation: base.validationRows ?? 0 };
  const seen = new Set<string>();
  for (const [index, edit] of edits.entries()) {
    const { split, row } = edit;
    const refuse = (why: string) =>
      new AppError('invalid_value', `Row ${row} of ${split}: ${why}`, { param: `edits.${index}` });
    if (row > rows[split]) throw refuse(`there are ${rows[split]} rows only. Leave it out.`);
    if (seen.has(`${split}${row}`)) throw refuse('it is changed twice. Send one change for each row.');
    seen.add(`${split}${row}`);
    if (edit.label !== null && report.task === 'recommendation' && !report.ratings?.ratingColumn)
      throw refuse('this data has no ratings to change. Rows can be removed.');
    const problem = judgeEdit(report, edit);
    if (problem !== null) throw refuse(`${problem.message} ${problem.hint}`);
  }
}

async function insertEdited(
  tx: OrgTransaction,
  principal: Principal,
  {
    id,
    dataset,
    base,
    edits,
  }: { id: string; dataset: StoredDataset; base: StoredVersion; edits: readonly DatasetEdit[] },
): Promise<number> {
  const { organizationId, projectId } = principal;
  const number = (dataset.versions[0]?.number ?? 0) + 1;
  const rowsRemoved = edits.filter(({ label }) => label === null).length;
  const labelsEdited = edits.length - rowsRemoved;
  await tx.datasetVersion.create({
    data: {
      ...{ id, organizationId, datasetId: dataset.id, number, fileId: base.fileId, spec: base.spec as DatasetSpec },
      ...{ baseVersionId: base.id, edits: [...edits], labelsEdited, rowsRemoved },
    },
  });
  await notifyRow(tx, { organizationId, projectId, kind: 'dataset', id: dataset.id });
  await recordAct(tx, principal, {
    action: 'dataset.create_version',
    target: { kind: 'dataset', id: dataset.id, name: dataset.name },
    details: { number, base: base.number, labelsEdited, rowsRemoved },
  });
  return number;
}
