import { wishComparison } from '@modelmint/db/evaluation/comparison';
import type { EvaluationComparison } from '@modelmint/db/generated/client';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { ComparisonReport } from '@modelmint/domain/evaluation-report';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type EvaluationView, toEvaluationView } from './evaluation-view.ts';
import { findEvaluation } from './get-evaluation.ts';

/** Ids of two evaluations. */
export interface EvaluationPair {
  first: string;
  second: string;
}

export interface Comparison {
  first: EvaluationView;
  second: EvaluationView;
  /** `absent`: nobody has asked for it; `open`: a worker makes it. */
  state: 'absent' | 'open' | 'done' | 'failed';
  report: ComparisonReport | null;
  reason: string | null;
}

/** Puts two evaluations of the same rows side by side, once: the same pair again is the same comparison. */
export async function compareEvaluations(
  deps: Deps,
  principal: Principal,
  asked: EvaluationPair,
): Promise<{ id: string }> {
  requirePermission(principal, 'job.write');
  const { organizationId } = principal;
  const row = await withOrg(deps.db, organizationId, async (tx) => {
    const first = await findEvaluation(tx, principal, asked.first);
    const second = await findEvaluation(tx, principal, asked.second);
    refuseOtherRows(toEvaluationView(first), toEvaluationView(second));
    const wished = await wishComparison(tx, { first, second });
    await recordAct(tx, principal, {
      action: 'evaluation.compare',
      target: { kind: 'evaluation', id: second.id, name: second.name ?? second.datasetName },
      details: { first: first.id },
    });
    return wished;
  });
  if (row.finishedAt === null) await ring(deps, row);
  return { id: row.id };
}

/** @throws AppError for two that cannot be compared, with what to choose. */
export function refuseOtherRows(first: EvaluationView, second: EvaluationView): void {
  const refuse = (message: string) => new AppError('invalid_value', message, { param: 'second' });
  if (first.id === second.id) throw refuse('These are the same evaluation. Choose another one to compare it with.');
  if (first.datasetVersionId !== second.datasetVersionId || first.part !== second.part)
    throw refuse('The two were made on different rows. Choose evaluations of the same version and part of a data set.');
  if (first.report === null || second.report === null)
    throw refuse('One of the two has no figures: it has not ended, or no row was answered.');
  if (first.report.kind !== second.report.kind)
    throw refuse('The two were measured by different figures. Choose models that answer in the same way.');
}

async function ring(deps: Deps, { organizationId, id: comparisonId }: EvaluationComparison): Promise<void> {
  try {
    await deps.queue.ring('evaluation.compare', { organizationId, comparisonId }, { jobId: comparisonId });
  } catch (error) {
    deps.log.warn({ err: error, comparisonId }, 'ring failed: the sweep will ring again');
  }
}

/** What is known of a pair. Throws `not_found`, and `invalid_value` for two that cannot be compared. */
export async function getComparison(deps: Deps, principal: Principal, asked: EvaluationPair): Promise<Comparison> {
  requirePermission(principal, 'project.read');
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    const first = toEvaluationView(await findEvaluation(tx, principal, asked.first));
    const second = toEvaluationView(await findEvaluation(tx, principal, asked.second));
    refuseOtherRows(first, second);
    const row = await tx.evaluationComparison.findUnique({
      where: { firstId_secondId: { firstId: first.id, secondId: second.id } },
    });
    const report = ComparisonReport.safeParse(row?.report).data ?? null;
    const state = row === null ? 'absent' : row.finishedAt === null ? 'open' : report === null ? 'failed' : 'done';
    return { first, second, state, report, reason: row?.reason ?? null };
  });
}
