import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { listMemberships, type MembershipWithProjects } from '@modelmint/db/system/find-membership';
import { withOrg } from '@modelmint/db/with-org';
import { can, type Role } from '@modelmint/domain/roles';
import type { Deps } from '../../../deps.ts';
import type { SignedInUser } from '../../account/server/read-session.ts';

/** What stands around every page: who, where, and what is left to spend. */
export interface Shell {
  user: SignedInUser;
  organization: { id: string; name: string };
  project: { id: string; name: string };
  memberships: MembershipWithProjects[];
  /** In this organization. */
  role: Role;
  /** What is not on hold; null for a role that may not see it. */
  creditMicros: bigint | null;
  canSeeBilling: boolean;
  runningJobs: number;
}

interface ShellPlace {
  user: SignedInUser;
  organizationId: string;
  role: Role;
  /** Default: the organization's first. */
  projectId?: string;
}

/** null when the organization has no project to show. */
export async function readShell(deps: Deps, place: ShellPlace): Promise<Shell | null> {
  const { user, organizationId, role, projectId } = place;
  const memberships = await listMemberships(deps.db, user.id);
  const own = memberships.find((membership) => membership.organizationId === organizationId);
  const project = own?.projects.find(({ id }) => projectId === undefined || id === projectId);
  if (own === undefined || project === undefined) return null;
  const { wallet, runningJobs } = await withOrg(deps.db, organizationId, async (tx) => ({
    wallet: await readWallet(tx, organizationId),
    runningJobs: await tx.fineTuningJob.count({ where: { projectId: project.id, status: 'RUNNING' } }),
  }));
  return {
    user,
    organization: { id: organizationId, name: own.organizationName },
    project,
    memberships,
    role,
    creditMicros: can(role, 'usage.read') ? wallet.creditMicros - wallet.heldCreditMicros : null,
    canSeeBilling: can(role, 'billing.read'),
    runningJobs,
  };
}
