import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { countUnread } from '@modelmint/db/notification/list-notifications';
import { findFirstProject } from '@modelmint/db/system/find-membership';
import type { SupportAccess } from '@modelmint/db/system/find-support';
import { withOrg } from '@modelmint/db/with-org';
import { can, type Role } from '@modelmint/domain/roles';
import type { Deps } from '../../../deps.ts';
import type { SignedInUser } from '../../account/server/read-session.ts';
import { type OrganizationPrincipal, type Principal, readerOf } from './principal.ts';

/** What stands around every page: who, where, and what is left to spend. */
export interface Shell {
  user: SignedInUser;
  organization: { id: string; name: string };
  /** null when none is open to the person. */
  project: { id: string; name: string } | null;
  role: Role;
  /** The operator, who is there as support. */
  support: SupportAccess | null;
  /** When the organization, which is being deleted, will be erased. */
  erasedFrom: Date | null;
  /** Why the operator stopped the organization. */
  suspendedReason: string | null;
  isArchived: boolean;
  /** What is not on hold; null for a role that may not see it. */
  creditMicros: bigint | null;
  canSeeBilling: boolean;
  runningJobs: number;
  /** Notifications; 100 at most. */
  unread: number;
}

interface ShellPlace {
  user: SignedInUser;
  principal: OrganizationPrincipal | Principal;
  organization: { id: string; name: string };
  /** Default: the organization's first. */
  project?: { id: string; name: string };
}

export async function readShell(deps: Deps, place: ShellPlace): Promise<Shell> {
  const { user, principal, organization } = place;
  const { organizationId, role, erasedFrom = null, suspendedReason = null, isArchived = false } = principal;
  const project = place.project ?? (await findFirstProject(deps.db, { organizationId, reader: readerOf(principal) }));
  const { wallet, runningJobs, unread } = await withOrg(deps.db, organizationId, async (tx) => ({
    wallet: await readWallet(tx, organizationId),
    runningJobs:
      project === null ? 0 : await tx.fineTuningJob.count({ where: { projectId: project.id, status: 'RUNNING' } }),
    unread: await countUnread(tx, { organizationId, userId: user.id, role }),
  }));
  return {
    user,
    organization,
    project,
    role,
    support: principal.support ?? null,
    erasedFrom,
    suspendedReason,
    isArchived,
    creditMicros: can(role, 'usage.read') ? wallet.creditMicros - wallet.heldCreditMicros : null,
    canSeeBilling: can(role, 'billing.read'),
    runningJobs,
    unread,
  };
}
