import { currentPrice } from '@modelmint/db/ledger/current-price';
import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { invalidDataset, planTraining, type TrainingPlan } from '@modelmint/db/training/plan-training';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { FineTuningMethod } from '@modelmint/domain/hyperparameters';
import type { Micros } from '@modelmint/domain/money';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { refuseOtherModels } from './create-job.ts';

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
  refuseOtherModels(model);
  const { organizationId, projectId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    const version = await tx.datasetVersion.findFirst({
      where: { datasetId, dataset: { projectId, deletedAt: null } },
      orderBy: { number: 'desc' },
    });
    if (version === null) throw new AppError('not_found', 'No such data set.', { param: 'datasetId' });
    if (version.status === 'INVALID') throw invalidDataset(version);
    if (version.status !== 'READY')
      throw new AppError('invalid_state', 'The data set is still being checked. Try again when its report is there.');
    const { rateMicros } = await currentPrice(tx, { meter: 'training', baseModel: model });
    const plan = planTraining(version, { method, seed: 0, rateMicros });
    const { availableMicros } = await readWallet(tx, organizationId);
    return { ...plan, rateMicros, availableMicros, isAffordable: plan.estimate.amountMicros <= availableMicros };
  });
}
