import type { Evaluation, InferenceJob } from '@modelmint/db/generated/client';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { parseId } from '@modelmint/domain/ids';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type EvaluationView, toEvaluationView } from './evaluation-view.ts';

const evaluationNotFound = () => new AppError('not_found', 'No such evaluation.', { param: 'evaluation_id' });

export async function getEvaluation(deps: Deps, principal: Principal, evaluationId: string): Promise<EvaluationView> {
  requirePermission(principal, 'project.read');
  const row = await withOrg(deps.db, principal.organizationId, (tx) => findEvaluation(tx, principal, evaluationId));
  return toEvaluationView(row);
}

/** Throws `not_found` for one of somebody else just as for one that was deleted or never was. */
export async function findEvaluation(
  tx: OrgTransaction,
  { projectId }: Principal,
  evaluationId: string,
): Promise<Evaluation & { job: InferenceJob }> {
  const id = parseId('evaluation', evaluationId);
  const row =
    id === null
      ? null
      : await tx.evaluation.findFirst({ where: { id, projectId, deletedAt: null }, include: { job: true } });
  if (row === null) throw evaluationNotFound();
  return row;
}
