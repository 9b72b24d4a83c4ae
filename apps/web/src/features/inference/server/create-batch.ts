import { createInference } from '@modelmint/db/inference/create-inference';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import type { InferenceRoute } from '@modelmint/domain/inference-job';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { requireSwitch } from '../../operator/server/require-switch.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type InferenceView, toInferenceView } from './inference-view.ts';
import { findInputFile } from './input-file.ts';
import { ringInference } from './ring-inference.ts';

export interface CreateBatch {
  inputFileId: string;
  route: InferenceRoute;
  name: string | null;
  metadata: Record<string, string> | null;
}

/** A job of OpenAI's lines: its model stands in them, and its money is held when they are checked. */
export async function createBatch(
  deps: Deps,
  principal: Principal,
  { inputFileId, route, name, metadata }: CreateBatch,
  finish: (tx: OrgTransaction, job: InferenceView) => Promise<void> = async () => {},
): Promise<InferenceView> {
  requirePermission(principal, 'job.write');
  await requireSwitch(deps, 'jobs');
  const { organizationId, projectId, userId, apiKeyId } = principal;
  const job = await withOrg(deps.db, organizationId, async (tx) => {
    const file = await findInputFile(tx, { projectId, fileId: inputFileId, mode: 'BATCH', param: 'input_file_id' });
    const row = await createInference(tx, {
      ...{ organizationId, projectId, name, mode: 'BATCH' as const, route, inputFileId, metadata },
      ...{ column: null, parameters: {}, target: null, createdByUserId: userId, apiKeyId },
    });
    const view = toInferenceView(row);
    await recordAct(tx, principal, {
      action: 'inference.create',
      target: { kind: 'inference', id: row.id, name: name ?? file.name },
      details: { route, fileId: inputFileId },
    });
    await finish(tx, view);
    return view;
  });
  await ringInference(deps, 'inference.validate', job.id);
  return job;
}
