import { AppError } from '@modelmint/domain/errors';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import type { Database } from '../open-database.ts';
import { stopWork } from '../project/stop-work.ts';
import { withOrg } from '../with-org.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

export interface Suspension {
  organizationId: string;
  reason: string;
  /** Else what runs ends as it would have, and what waits waits. */
  cancelJobs: boolean;
  operator: OperatorActor;
}

/**
 * Stops an organization until it is resumed: its keys are refused, its members can only look, nothing of it starts.
 * Again with other words changes the reason. False when there is none; throws `invalid_state` for one that is erased.
 */
export async function suspendOrganization(db: Database, asked: Suspension): Promise<boolean> {
  const { organizationId, reason, cancelJobs, operator } = asked;
  const isThere = await withSystem(db, async (tx) => {
    const found = await lock(tx, organizationId);
    if (found === null) return false;
    if (found.erasedAt !== null)
      throw new AppError('invalid_state', 'The organization is erased: nothing of it can work any more.');
    await tx.organization.update({
      where: { id: organizationId },
      data: { suspendedAt: found.suspendedAt ?? new Date(), suspendedReason: reason },
      select: { id: true },
    });
    const target = { kind: 'organization', id: organizationId, name: found.name };
    const details = { reason, cancelJobs };
    await recordOperatorAct(tx, operator, { organizationId, action: 'organization.suspend', target, details });
    return true;
  });
  // Only now, when nothing new starts. As the organization itself: the statements of its own jobs see no others.
  if (isThere && cancelJobs) await withOrg(db, organizationId, (tx) => stopWork(tx));
  return isThere;
}

/** False when there is no such organization; one that works already goes on working. */
export async function resumeOrganization(
  db: Database,
  { organizationId, operator }: Pick<Suspension, 'organizationId' | 'operator'>,
): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const found = await lock(tx, organizationId);
    if (found === null) return false;
    if (found.suspendedAt === null) return true;
    await tx.organization.update({
      where: { id: organizationId },
      data: { suspendedAt: null, suspendedReason: null },
      select: { id: true },
    });
    const target = { kind: 'organization', id: organizationId, name: found.name };
    await recordOperatorAct(tx, operator, { organizationId, action: 'organization.resume', target });
    return true;
  });
}

interface Locked {
  name: string;
  suspendedAt: Date | null;
  erasedAt: Date | null;
}

async function lock(tx: SystemTransaction, id: string): Promise<Locked | null> {
  const [found] = await tx.$queryRaw<Locked[]>`
    SELECT "name", "suspendedAt", "erasedAt" FROM "organization" WHERE "id" = ${id} FOR NO KEY UPDATE`;
  return found ?? null;
}
