import { createInference } from '@modelmint/db/inference/create-inference';
import { findCalledModel } from '@modelmint/db/model/find-called-model';
import { withOrg } from '@modelmint/db/with-org';
import { isVisibleLine, visibleLine } from '@modelmint/domain/visible-text';
import { abilitiesOfRoute } from '@modelmint/domain/wire/call-route';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { requireSwitch } from '../../operator/server/require-switch.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { InferenceInput, readParameters } from './inference-input.ts';
import { type InferenceView, toInferenceView } from './inference-view.ts';
import { findInputFile } from './input-file.ts';
import { ringInference } from './ring-inference.ts';

export const StartInference = InferenceInput.extend({
  name: z.string().trim().min(1).max(100).refine(isVisibleLine, visibleLine).optional(),
});
export type StartInference = z.output<typeof StartInference>;

/** A job of rows: one call of the model's task for each. Its money is held when the rows are counted. */
export async function startInference(deps: Deps, principal: Principal, asked: StartInference): Promise<InferenceView> {
  requirePermission(principal, 'job.write');
  await requireSwitch(deps, 'jobs');
  const { organizationId, projectId, userId, apiKeyId } = principal;
  const { model, route, fileId, column, name } = asked;
  const job = await withOrg(deps.db, organizationId, async (tx) => {
    const file = await findInputFile(tx, { projectId, fileId, mode: 'ROWS', param: 'fileId' });
    const where = { organizationId, projectId, name: model, abilities: abilitiesOfRoute(route) };
    const found = await findCalledModel(tx, where);
    const parameters = readParameters(asked, found);
    const row = await createInference(tx, {
      ...{ organizationId, projectId, mode: 'ROWS' as const, route, inputFileId: file.id, parameters },
      ...{ name: name ?? null, column: column ?? null, metadata: null, target: { model, found } },
      ...{ createdByUserId: userId, apiKeyId },
    });
    await recordAct(tx, principal, {
      action: 'inference.create',
      target: { kind: 'inference', id: row.id, name: name ?? file.name },
      details: { model, route, fileId: file.id },
    });
    return toInferenceView(row);
  });
  await ringInference(deps, 'inference.validate', job.id);
  return job;
}
