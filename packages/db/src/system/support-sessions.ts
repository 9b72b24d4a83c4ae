import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { type SupportEnd, supportMinutesMax } from '@modelmint/domain/support-access';
import { recordAudit } from '../audit/record-audit.ts';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import { recordNotification } from '../notification/record-notification.ts';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import type { OrgTransaction } from '../with-org.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

export interface SupportStart {
  organizationId: string;
  /** Of the operator's browser: without it the support session is over. */
  sessionHash: string;
  reason: string;
  isActing: boolean;
  operator: OperatorActor;
}

/**
 * Lets the operator into an organization for an hour at most, and not longer than its consent where they act. Ends what
 * this browser had begun elsewhere; tells the owners. Null when there is no such organization. Throws
 * `permission_denied` to act without consent, `invalid_state` in one that is erased or their own.
 */
export async function startSupport(
  db: Database,
  { organizationId, sessionHash, reason, isActing, operator }: SupportStart,
): Promise<{ id: string; expiresAt: Date } | null> {
  return withSystem(db, async (tx) => {
    const found = await tx.organization.findUnique({
      where: { id: organizationId },
      select: { name: true, erasedAt: true, members: { where: { userId: operator.userId }, select: { userId: true } } },
    });
    if (found === null) return null;
    if (found.erasedAt !== null)
      throw new AppError('invalid_state', 'The organization is erased: nothing is left of it.');
    if (found.members.length > 0)
      throw new AppError('invalid_state', 'You are a member of this organization: open it as any member does.');
    // One at a time in a browser, also when the button was pressed twice.
    await tx.$executeRaw`SELECT 1 FROM "session" WHERE "sessionToken" = ${sessionHash} FOR NO KEY UPDATE`;
    const consentUntil = await lockConsent(tx, organizationId);
    if (isActing && consentUntil === null)
      throw new AppError(
        'permission_denied',
        'The organization has not allowed support to act. Ask an owner or admin to do so on the page Settings, or come in to look only.',
      );
    await endSupportOf(tx, { sessionHash, operator });
    const id = newId('supportSession');
    const [made] = await tx.$queryRaw<{ expiresAt: Date }[]>`
      INSERT INTO "support_session" ("id", "organizationId", "operatorUserId", "sessionId", "isActing", "reason", "startedAt", "expiresAt")
      SELECT ${id}, ${organizationId}, ${operator.userId}, b."id", ${isActing}, ${reason}, now(),
        least(now() + make_interval(mins => ${supportMinutesMax}::int), ${isActing ? consentUntil : null}::timestamptz)
      FROM "session" b WHERE b."sessionToken" = ${sessionHash} AND b."userId" = ${operator.userId}
      RETURNING "expiresAt"`;
    if (made === undefined) throw new AppError('unauthenticated', 'Your session has ended. Sign in again.');
    await tellStart(tx, { id, organizationId, name: found.name, reason, isActing, operator, ...made });
    return { id, expiresAt: made.expiresAt };
  });
}

/** Until when; held until the end of the transaction, so that it cannot be withdrawn unseen. */
async function lockConsent(tx: SystemTransaction, organizationId: string): Promise<Date | null> {
  const [found] = await tx.$queryRaw<{ expiresAt: Date }[]>`
    SELECT "expiresAt" FROM "support_consent" WHERE "organizationId" = ${organizationId} AND "expiresAt" > now() FOR SHARE`;
  return found?.expiresAt ?? null;
}

interface Started extends Omit<SupportStart, 'sessionHash'> {
  id: string;
  name: string;
  expiresAt: Date;
}

async function tellStart(tx: SystemTransaction, started: Started): Promise<void> {
  const { id, organizationId, name, reason, isActing, operator, expiresAt } = started;
  const until = expiresAt.toISOString();
  await recordOperatorAct(tx, operator, {
    ...{ organizationId, action: 'support.start', target: { kind: 'support_session', id } },
    details: { reason, mayAct: isActing, until },
  });
  const target = { kind: 'support_session', id, name };
  const details = { reason, isActing, until };
  await recordNotification(tx, { organizationId, kind: 'support_came', target, details });
  await notifyRow(tx, { organizationId, projectId: null, kind: 'support', id });
}

/** Ends what the browser has open; the organization, or null when there was nothing. */
export async function endSupport(
  db: Database,
  { sessionHash, operator }: { sessionHash: string; operator: OperatorActor },
): Promise<string | null> {
  return withSystem(db, (tx) => endSupportOf(tx, { sessionHash, operator }));
}

async function endSupportOf(
  tx: SystemTransaction,
  { sessionHash, operator }: { sessionHash: string; operator: OperatorActor },
): Promise<string | null> {
  const [ended] = await tx.$queryRaw<EndedSupport[]>`
    UPDATE "support_session" s
    SET "endedAt" = now(), "endedBy" = CASE WHEN s."expiresAt" <= now() THEN 'time' ELSE 'operator' END
    FROM "session" b WHERE b."id" = s."sessionId" AND b."sessionToken" = ${sessionHash} AND s."endedAt" IS NULL
    RETURNING s."id", s."organizationId", s."endedBy"`;
  if (ended === undefined) return null;
  const { id, organizationId, endedBy: by } = ended;
  const target = { kind: 'support_session', id };
  await recordOperatorAct(tx, operator, { organizationId, action: 'support.end', target, details: { by } });
  await notifyRow(tx, { organizationId, projectId: null, kind: 'support', id });
  return organizationId;
}

interface EndedSupport {
  id: string;
  organizationId: string;
  endedBy: SupportEnd;
}

/** By the organization itself: whoever is there is out with the next request. How many there were. */
export async function endAllSupport(tx: OrgTransaction, organizationId: string): Promise<number> {
  const ended = await tx.$queryRaw<EndedSupport[]>`
    UPDATE "support_session" SET "endedAt" = now(), "endedBy" = 'organization'
    WHERE "organizationId" = ${organizationId} AND "endedAt" IS NULL RETURNING "id", "organizationId", "endedBy"`;
  for (const { id } of ended) await notifyRow(tx, { organizationId, projectId: null, kind: 'support', id });
  return ended.length;
}

/** Notes the end of those that are over by themselves: the hour, a sign-out, an operator who is none any more. */
export async function sweepSupport(db: Database): Promise<number> {
  return withSystem(db, async (tx) => {
    const ended = await tx.$queryRaw<EndedSupport[]>`
      UPDATE "support_session" s
      SET "endedAt" = now(), "endedBy" = CASE WHEN s."expiresAt" <= now() THEN 'time' ELSE 'sign_out' END
      WHERE s."endedAt" IS NULL AND (s."expiresAt" <= now() OR s."sessionId" IS NULL OR NOT EXISTS (
        SELECT 1 FROM "user" u WHERE u."id" = s."operatorUserId" AND u."isOperator" AND u."disabledAt" IS NULL))
      RETURNING s."id", s."organizationId", s."endedBy"`;
    for (const { id, organizationId, endedBy: by } of ended) {
      await recordAudit(tx, {
        ...{ organizationId, actor: { kind: 'system', id: 'modelmint' }, action: 'support.end' },
        ...{ target: { kind: 'support_session', id }, details: { by } },
      });
      await notifyRow(tx, { organizationId, projectId: null, kind: 'support', id });
    }
    return ended.length;
  });
}
