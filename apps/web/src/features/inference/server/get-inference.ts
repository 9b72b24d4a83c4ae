import { findInference } from '@modelmint/db/inference/find-inference';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { parseId } from '@modelmint/domain/ids';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type InferenceView, toInferenceView } from './inference-view.ts';

export const inferenceNotFound = () => new AppError('not_found', 'No such inference job.', { param: 'batch_id' });

/** Throws `not_found` for a job of somebody else just as for one that never was. */
export async function getInference(deps: Deps, principal: Principal, jobId: string): Promise<InferenceView> {
  requirePermission(principal, 'project.read');
  return readInference(deps, principal, jobId);
}

/** The same for whoever has asked for a permission already: a key that may cancel need not be one that may look. */
export async function readInference(deps: Deps, principal: Principal, jobId: string): Promise<InferenceView> {
  const id = parseId('inferenceJob', jobId);
  if (id === null) throw inferenceNotFound();
  const { organizationId, projectId } = principal;
  const row = await withOrg(deps.db, organizationId, (tx) => findInference(tx, { projectId, jobId: id }));
  if (row === null) throw inferenceNotFound();
  return toInferenceView(row);
}
