import { listBaseModels as listRows } from '@modelmint/db/base-model/list-base-models';
import { withOrg } from '@modelmint/db/with-org';
import { priceNameOf, scratchModels, tunedTaskOf } from '@modelmint/domain/base-model';
import type { Micros } from '@modelmint/domain/money';
import type { Task } from '@modelmint/domain/task';
import type { Deps } from '../../../deps.ts';
import { translateProblem } from '../../../i18n/translate-problem.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { factsOf } from './base-model-view.ts';
import { priceOrNull } from './read-prices.ts';

/** What a job can start from: a template, or an imported checkpoint. */
export interface TrainableBase {
  /** The wire name, which a job is created with. */
  name: string;
  task: Task;
  /** A template's own words; null for a checkpoint, which has facts. */
  about: string | null;
  facts: {
    parameters: number;
    contextLength: number | null;
    licence: string | null;
    hasChatTemplate: boolean;
    /** Convolutions have no linear maps that LoRA stands beside. */
    hasLora: boolean;
  } | null;
  isShared: boolean;
  /** Per 1,000,000 training tokens. */
  rateMicros: Micros;
}

/** Templates first, then the organization's own checkpoints, then everybody's. Without a price nothing can be trained. */
export async function listTrainable(deps: Deps, principal: Principal): Promise<TrainableBase[]> {
  requirePermission(principal, 'project.read');
  const { organizationId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    const found: TrainableBase[] = [];
    for (const { id, task, about } of scratchModels) {
      const rateMicros = await priceOrNull(tx, { meter: 'training', baseModel: priceNameOf({ id }) });
      if (rateMicros !== null)
        found.push({ name: id, task, about: translateProblem(about), facts: null, isShared: true, rateMicros });
    }
    const seen = new Set<string>();
    for (const row of await listRows(tx, organizationId)) {
      // A name of everybody's is that of the organization where it has one of that name, ready or not.
      if (seen.has(row.name)) continue;
      seen.add(row.name);
      const facts = row.status === 'READY' ? factsOf(row) : null;
      if (facts === null) continue;
      const rateMicros = await priceOrNull(tx, { meter: 'training', baseModel: priceNameOf({ facts }) });
      if (rateMicros === null) continue;
      const { parameters, contextLength, licence, hasChatTemplate, linearOutputs } = facts;
      found.push({
        ...{ name: row.name, task: tunedTaskOf(facts), about: null, rateMicros },
        facts: { parameters, contextLength, licence, hasChatTemplate, hasLora: linearOutputs > 0 },
        isShared: row.organizationId === null,
      });
    }
    return found;
  });
}
