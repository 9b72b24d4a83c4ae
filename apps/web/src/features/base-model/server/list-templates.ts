import { withOrg } from '@modelmint/db/with-org';
import { scratchModels } from '@modelmint/domain/base-model';
import type { Task } from '@modelmint/domain/task';
import type { Deps } from '../../../deps.ts';
import { translateProblem } from '../../../i18n/translate-problem.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import type { BaseModelPrices } from './base-model-view.ts';
import { priceOrNull } from './read-prices.ts';

/** What jobs train from nothing. */
export interface TemplateView extends BaseModelPrices {
  /** What a job names. */
  id: string;
  task: Task;
  about: string;
}

/** Every template that has a price for training. */
export async function listTemplates(deps: Deps, principal: Principal): Promise<TemplateView[]> {
  requirePermission(principal, 'project.read');
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    const views: TemplateView[] = [];
    for (const { id, task, about } of scratchModels) {
      const trainingMicros = await priceOrNull(tx, { meter: 'training', baseModel: id });
      if (trainingMicros === null) continue;
      const callingMicros = await priceOrNull(tx, { meter: 'inference', baseModel: id });
      views.push({ id, task, about: translateProblem(about), trainingMicros, callingMicros });
    }
    return views;
  });
}
