import { findServingWorkers } from '@modelmint/db/system/find-serving-workers';
import { withOrg } from '@modelmint/db/with-org';
import { isAppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { getInference, inferenceNotFound } from './get-inference.ts';
import { listResults } from './list-results.ts';
import { type NamedInference, nameFiles } from './name-files.ts';
import { type PacePoint, readPace } from './read-pace.ts';
import type { ResultRow } from './result-row.ts';

const rowsShown = 20;
const errorsShown = 10;

export interface InferenceDetail {
  job: NamedInference;
  /** Null when it is gone, or is not the project's own. */
  modelPath: string | null;
  points: PacePoint[];
  hasWorker: boolean;
  preview: { first: ResultRow[]; errors: ResultRow[]; problem: { message: string } | null };
}

/** All that the page of a job shows. Throws `not_found`. */
export async function readInferencePage(deps: Deps, principal: Principal, jobId: string): Promise<InferenceDetail> {
  const view = await getInference(deps, principal, jobId);
  const [[job], modelPath, points, workers, preview] = await Promise.all([
    nameFiles(deps, principal, [view]),
    findModelPath(deps, principal, view.modelId),
    view.status === 'RUNNING' ? readPace(deps, principal, view) : [],
    view.isOver ? null : findServingWorkers(deps.db, view.modelId ?? ''),
    readPreview(deps, principal, jobId),
  ]);
  if (job === undefined) throw inferenceNotFound();
  return { job, modelPath, points, hasWorker: workers === null || workers.length > 0, preview };
}

async function findModelPath(
  deps: Deps,
  { organizationId, projectId }: Principal,
  modelId: string | null,
): Promise<string | null> {
  if (modelId === null) return null;
  return withOrg(deps.db, organizationId, async (tx) => {
    const tuned = await tx.model.count({ where: { id: modelId, projectId, deletedAt: null } });
    if (tuned > 0) return `models/${modelId}`;
    const base = await tx.baseModel.count({ where: { id: modelId, deletedAt: null } });
    return base > 0 ? `models/base/${modelId}` : null;
  });
}

/** A page without its rows is better than none. */
async function readPreview(deps: Deps, principal: Principal, jobId: string): Promise<InferenceDetail['preview']> {
  try {
    const [first, errors] = await Promise.all([
      listResults(deps, principal, { jobId, limit: rowsShown }),
      listResults(deps, principal, { jobId, limit: errorsShown, only: 'errors' }),
    ]);
    return { first, errors, problem: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { first: [], errors: [], problem: { message: error.message } };
  }
}
