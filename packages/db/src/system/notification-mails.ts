import {
  type NotificationDetails,
  type NotificationKind,
  notificationKinds,
} from '@modelmint/domain/notification-kind';
import { can, type Role } from '@modelmint/domain/roles';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** One notification that goes out by mail, and who has it claimed. */
export interface DueNotificationMail {
  id: string;
  /** Fence: whoever claims it after us has another number. */
  attempts: number;
  organizationId: string;
  organizationName: string;
  userId: string;
  /** null: the address is not confirmed, the account is closed, or the project or the role is not theirs any more. Nothing goes there. */
  email: string | null;
  language: string | null;
  projectId: string | null;
  kind: NotificationKind;
  target: { kind: string; id: string; name: string | null };
  details: NotificationDetails;
}

const atOnce = 200;
const leaseMinutes = 10;

/** Claims what is due, oldest first; nobody else gets it until the lease is over. */
export async function claimNotificationMails(db: Database): Promise<DueNotificationMail[]> {
  const rows = await withSystem(
    db,
    (tx) => tx.$queryRaw<(DueNotificationMail & { role: Role })[]>`
      WITH due AS (
        SELECT "id" FROM "notification" WHERE "mailState" = 'due' AND "mailDueAt" <= now()
        ORDER BY "mailDueAt" LIMIT ${atOnce}::int FOR UPDATE SKIP LOCKED)
      UPDATE "notification" n SET "mailAttempts" = n."mailAttempts" + 1,
        "mailDueAt" = now() + make_interval(mins => ${leaseMinutes}::int)
      FROM due, "user" u, "organization" o, "member" m
      WHERE n."id" = due."id" AND u."id" = n."userId" AND o."id" = n."organizationId"
        AND m."organizationId" = n."organizationId" AND m."userId" = n."userId"
      RETURNING n."id", n."mailAttempts" AS "attempts", n."organizationId", o."name" AS "organizationName", n."userId",
        CASE WHEN u."emailVerified" IS NULL OR u."disabledAt" IS NOT NULL OR o."erasedAt" IS NOT NULL
          OR (m."isLimited" AND n."projectId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "member_project" p
            WHERE p."organizationId" = n."organizationId" AND p."userId" = n."userId" AND p."projectId" = n."projectId"))
          THEN NULL
          ELSE u."email" END AS "email",
        u."language", n."projectId", n."kind", n."details",
        json_build_object('kind', n."targetKind", 'id', n."targetId", 'name', n."targetName") AS "target",
        m."role"`,
  );
  return rows.map(({ role, ...mail }) =>
    can(role, notificationKinds[mail.kind].to) ? mail : { ...mail, email: null },
  );
}

export type MailOutcome =
  | { state: 'sent' | 'none' }
  /** Tried again after a pause that doubles, eight times in all. */
  | { state: 'failed'; error: string; isFinal: boolean };

const attemptsMax = 8;

/** What came of claimed ones. Rows that somebody else claimed meanwhile stay as they are. */
export async function finishNotificationMails(
  db: Database,
  claimed: readonly Pick<DueNotificationMail, 'id' | 'attempts'>[],
  outcome: MailOutcome,
): Promise<void> {
  const error = outcome.state === 'failed' ? outcome.error.slice(0, 1_000) : null;
  const isFinal = outcome.state !== 'failed' || outcome.isFinal;
  await withSystem(
    db,
    (tx) => tx.$executeRaw`
      UPDATE "notification" n SET "mailError" = ${error},
        "mailState" = CASE WHEN ${isFinal} OR n."mailAttempts" >= ${attemptsMax}::int THEN ${outcome.state} ELSE 'due' END,
        "mailDueAt" = now() + make_interval(secs => least(3600, 60 * power(2, least(n."mailAttempts", 10) - 1)))
      FROM unnest(${claimed.map(({ id }) => id)}::text[], ${claimed.map(({ attempts }) => attempts)}::int[]) c(id, attempts)
      WHERE n."id" = c.id AND n."mailAttempts" = c.attempts AND n."mailState" = 'due'`,
  );
}
