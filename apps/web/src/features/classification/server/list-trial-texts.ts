import { withOrg } from '@modelmint/db/with-org';
import { DatasetReport } from '@modelmint/domain/dataset-report';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

export interface TrialText {
  label: string;
  text: string;
}

/** One text of each label from the data that a model was trained on, the most frequent label first; none when it is gone. */
export async function listTrialTexts(deps: Deps, principal: Principal, datasetVersionId: string): Promise<TrialText[]> {
  requirePermission(principal, 'project.read');
  const version = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.datasetVersion.findFirst({
      where: { id: datasetVersionId, dataset: { projectId: principal.projectId, deletedAt: null } },
      select: { report: true },
    }),
  );
  const report = DatasetReport.safeParse(version?.report);
  if (!report.success) return [];
  const { labels, examples } = report.data;
  return labels.flatMap(({ label }) => {
    const example = examples.find((one) => one.label === label);
    return example === undefined ? [] : [{ label, text: example.text }];
  });
}
