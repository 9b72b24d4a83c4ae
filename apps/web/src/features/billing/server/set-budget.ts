import { crossBudgets } from '@modelmint/db/budget/cross-budgets';
import type { Budget } from '@modelmint/db/generated/client';
import { lockOrganization } from '@modelmint/db/organization/lock-organization';
import { withOrg } from '@modelmint/db/with-org';
import { budgetMicros } from '@modelmint/domain/budget';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { formatUsd } from '@modelmint/domain/money';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';
import { boundedMicros } from './micros-text.ts';

export const SetBudget = z
  .strictObject({
    /** null, or none: of the whole organization. */
    projectId: z.string().min(1).max(64).nullable().default(null),
    amountMicros: boundedMicros(budgetMicros),
    /** Nothing new starts beyond it; of the whole organization only. */
    isHard: z.boolean().default(false),
    /** Of the budget that is changed; null where there is none yet. */
    version: z.number().int().min(1).nullable().default(null),
  })
  .refine(({ projectId, isHard }) => projectId === null || !isHard, {
    message: 'a project is stopped by its own limit, on the Projects page',
    path: ['isHard'],
  });
export type SetBudget = z.output<typeof SetBudget>;

/** One budget for each; whoever is to know is told at once of the parts that are reached already. */
export async function setBudget(deps: Deps, principal: OrganizationPrincipal, wanted: SetBudget): Promise<Budget> {
  requirePermission(principal, 'billing.write');
  const { organizationId } = principal;
  const { projectId, amountMicros, isHard, version } = wanted;
  return withOrg(deps.db, organizationId, async (tx) => {
    // Two tabs, one after the other.
    const { name } = await lockOrganization(tx, organizationId);
    const project = projectId === null ? null : await tx.project.findUnique({ where: { id: projectId } });
    if (projectId !== null && project === null)
      throw new AppError('not_found', 'There is no such project in this organization.', { param: 'projectId' });
    const before = await tx.budget.findFirst({ where: { organizationId, projectId } });
    if ((before?.version ?? null) !== version)
      throw new AppError(
        'conflict',
        'Somebody changed this budget in the meantime. Nothing was saved. Reload the page and set it again.',
        { param: 'version' },
      );
    const data = { amountMicros, isHard };
    const budget =
      before === null
        ? await tx.budget.create({ data: { id: newId('budget'), organizationId, projectId, ...data } })
        : await tx.budget.update({ where: { id: before.id }, data: { ...data, version: before.version + 1 } });
    await recordAct(tx, principal, {
      action: 'billing.set_budget',
      target:
        project === null
          ? { kind: 'organization', id: organizationId, name }
          : { kind: 'project', id: project.id, name: project.name },
      details: { amount: formatUsd(amountMicros), isHard },
    });
    await crossBudgets(tx, { organizationId, projectId });
    return budget;
  });
}
