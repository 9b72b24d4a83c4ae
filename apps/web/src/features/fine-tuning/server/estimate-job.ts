import { currentPrice } from '@modelmint/db/ledger/current-price';
import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { taskOfVersion } from '@modelmint/db/training/choose-reading';
import { findTrainable } from '@modelmint/db/training/find-trainable';
import { invalidDataset, planTraining, type TrainingPlan } from '@modelmint/db/training/plan-training';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { FineTuningMethod } from '@modelmint/domain/hyperparameters';
import type { Micros } from '@modelmint/domain/money';
import type { Task } from '@modelmint/domain/task';
import { taskNames } from '@modelmint/domain/task-names';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

export const EstimateJob = z.object({
  model: z.string().min(1).max(200),
  datasetId: z.string().max(64),
  method: FineTuningMethod.default({ type: 'supervised' }),
});
export type EstimateJob = z.input<typeof EstimateJob>;

export interface JobEstimate extends TrainingPlan {
  /** Per 1,000,000 training tokens. */
  rateMicros: Micros;
  /** What could be held now. */
  availableMicros: Micros;
  isAffordable: boolean;
}

/** The price range and the time of a job before it is started, by the numbers that it would get. */
export async function estimateJob(
  deps: Deps,
  principal: Principal,
  { model, datasetId, method }: z.output<typeof EstimateJob>,
): Promise<JobEstimate> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    const base = await findTrainable(tx, model);
    const versions = await tx.datasetVersion.findMany({
      where: { datasetId, dataset: { projectId, deletedAt: null } },
      orderBy: { number: 'desc' },
    });
    const version = versions.find((each) => taskOfVersion(each) === base.task) ?? versions[0];
    if (version === undefined) throw new AppError('not_found', 'No such data set.', { param: 'datasetId' });
    if (version.status !== 'READY' && version.status !== 'INVALID')
      throw new AppError('invalid_state', 'The data set is still being checked. Try again when its report is there.');
    if (taskOfVersion(version) !== base.task) throw notReadYet(base.task);
    if (version.status === 'INVALID') throw invalidDataset(version);
    const { rateMicros } = await currentPrice(tx, { meter: 'training', baseModel: base.priceName });
    const plan = planTraining(version, { base, method, seed: 0, rateMicros });
    const { availableMicros } = await readWallet(tx, organizationId);
    return { ...plan, rateMicros, availableMicros, isAffordable: plan.estimate.amountMicros <= availableMicros };
  });
}

/** A launch reads the file for the task by itself; without that reading nothing is known of its price. */
function notReadYet(task: Task): AppError {
  const message = `The file was not read for ${taskNames[task].toLowerCase()} yet. Launch the job: the file is read and checked first, and nothing is charged when it does not fit.`;
  return new AppError('invalid_state', message, { param: 'datasetId' });
}
