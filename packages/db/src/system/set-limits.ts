import { AppError } from '@modelmint/domain/errors';
import { limitNames, type SetLimits } from '@modelmint/domain/organization-limits';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/**
 * What one organization may do, other than its plan says; it reads in its audit log that the operator did it. False when
 * there is no such organization. Throws `invalid_state` for one that is erased.
 */
export async function setLimits(
  db: Database,
  {
    organizationId,
    operator,
    reason,
    ...own
  }: SetLimits & {
    organizationId: string;
    operator: OperatorActor;
  },
): Promise<boolean> {
  return withSystem(db, async (tx) => {
    const found = await tx.organization.findUnique({
      where: { id: organizationId },
      select: { name: true, erasedAt: true },
    });
    if (found === null) return false;
    if (found.erasedAt !== null)
      throw new AppError('invalid_state', 'The organization is erased: nobody could use it.');
    const data = { ...own, reason, setAt: new Date() };
    const where = { organizationId };
    if (limitNames.every((name) => own[name] === null)) await tx.organizationLimit.deleteMany({ where });
    else await tx.organizationLimit.upsert({ where, create: { organizationId, ...data }, update: data });
    const target = { kind: 'organization', id: organizationId, name: found.name };
    const told = limitNames.flatMap((name) => (own[name] === null ? [] : [[name, own[name].toString()]]));
    const details = { ...Object.fromEntries(told), reason };
    await recordOperatorAct(tx, operator, { organizationId, action: 'organization.limits', target, details });
    return true;
  });
}
