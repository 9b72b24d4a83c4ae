import { findServingWorkers } from '@modelmint/db/system/find-serving-workers';
import { withOrg } from '@modelmint/db/with-org';
import { isAppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import type { EvaluationView } from './evaluation-view.ts';
import { getEvaluation } from './get-evaluation.ts';
import { listEvaluations } from './list-evaluations.ts';
import { type JudgedRowPage, type ListJudgedRows, listJudgedRows } from './list-judged-rows.ts';
import { readRowImages } from './read-row-images.ts';

/** Others that are offered beside one. */
const besideMax = 100;

export interface EvaluationDetail {
  evaluation: EvaluationView;
  /** Below the project; null when it is gone. */
  modelPath: string | null;
  hasDataset: boolean;
  hasWorker: boolean;
  rows: JudgedRowPage;
  /** Why they could not be read. */
  rowsProblem: string | null;
  /** Small copies of images, by the numbers of their rows. */
  images: Record<number, string>;
  beside: { id: string; title: string; model: string; createdAt: Date }[];
}

/** All that the page of an evaluation shows. Throws `not_found`. */
export async function readEvaluationPage(
  deps: Deps,
  principal: Principal,
  { evaluationId, ...asked }: ListJudgedRows & { evaluationId: string },
): Promise<EvaluationDetail> {
  const evaluation = await getEvaluation(deps, principal, evaluationId);
  const { job, modelId, report } = evaluation;
  const [where, workers, found, others] = await Promise.all([
    findPlaces(deps, principal, evaluation),
    job.isOver ? null : findServingWorkers(deps.db, modelId),
    readRows(deps, principal, { evaluationId, ...asked }),
    report === null ? { evaluations: [] } : listEvaluations(deps, principal, { limit: besideMax, beside: evaluation }),
  ]);
  const images = await readRowImages(deps, principal, { evaluation, rows: found.rows.rows });
  return {
    ...{ images, evaluation, ...where, ...found, hasWorker: workers === null || workers.length > 0 },
    beside: others.evaluations.map(({ id, title, model, createdAt }) => ({ id, title, model, createdAt })),
  };
}

/** A page without its rows is better than none. */
async function readRows(deps: Deps, principal: Principal, asked: ListJudgedRows & { evaluationId: string }) {
  try {
    return { rows: await listJudgedRows(deps, principal, asked), rowsProblem: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { rows: { rows: [], hasMore: false }, rowsProblem: error.message };
  }
}

async function findPlaces(
  deps: Deps,
  { organizationId, projectId }: Principal,
  { modelId, datasetId }: EvaluationView,
): Promise<{ modelPath: string | null; hasDataset: boolean }> {
  return withOrg(deps.db, organizationId, async (tx) => {
    const hasDataset = (await tx.dataset.count({ where: { id: datasetId, projectId, deletedAt: null } })) > 0;
    const tuned = await tx.model.count({ where: { id: modelId, projectId, deletedAt: null } });
    if (tuned > 0) return { modelPath: `models/${modelId}`, hasDataset };
    const base = await tx.baseModel.count({ where: { id: modelId, deletedAt: null } });
    return { modelPath: base > 0 ? `models/base/${modelId}` : null, hasDataset };
  });
}
