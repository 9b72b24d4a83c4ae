import { type BudgetLine, listBudgets } from '@modelmint/db/budget/list-budgets';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { can, type Role } from '@modelmint/domain/roles';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, type Principal, requirePermission } from '../../organization/server/principal.ts';

/** For a page of usage: of a project, what `budgetsOf` says; of the organization, all. */
export async function readBudgets(deps: Deps, principal: Principal | OrganizationPrincipal): Promise<BudgetLine[]> {
  const { organizationId, role } = principal;
  if ('projectId' in principal) {
    requirePermission(principal, 'usage.read');
    const { projectId } = principal;
    return withOrg(deps.db, organizationId, (tx) => budgetsOf(tx, { organizationId, projectId, role }));
  }
  requirePermission(principal, 'billing.read');
  return withOrg(deps.db, organizationId, (tx) => listBudgets(tx, organizationId));
}

/** That of the project; that of the organization for whoever sees billing, and for all when it stops work. */
export async function budgetsOf(
  tx: OrgTransaction,
  { organizationId, projectId, role }: { organizationId: string; projectId: string; role: Role },
): Promise<BudgetLine[]> {
  const canSeeBilling = can(role, 'billing.read');
  return (await listBudgets(tx, organizationId)).filter(
    (budget) => budget.projectId === projectId || (budget.projectId === null && (canSeeBilling || budget.isHard)),
  );
}
