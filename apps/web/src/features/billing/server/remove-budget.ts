import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';

/** Nobody is told any more, and a hard cap stops nothing any more. */
export async function removeBudget(deps: Deps, principal: OrganizationPrincipal, budgetId: string): Promise<void> {
  requirePermission(principal, 'billing.write');
  const { organizationId } = principal;
  await withOrg(deps.db, organizationId, async (tx) => {
    const budget = await tx.budget.findUnique({ where: { id: budgetId }, include: { project: true } });
    const { count } = await tx.budget.deleteMany({ where: { id: budgetId, organizationId } });
    if (budget === null || count === 0) throw new AppError('not_found', 'There is no such budget. Reload the page.');
    const { project } = budget;
    await recordAct(tx, principal, {
      action: 'billing.remove_budget',
      target:
        project === null
          ? { kind: 'organization', id: organizationId }
          : { kind: 'project', id: project.id, name: project.name },
    });
  });
}
