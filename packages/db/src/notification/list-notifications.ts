import { type NotificationKind, notificationKindNames, notificationKinds } from '@modelmint/domain/notification-kind';
import { can, type Role } from '@modelmint/domain/roles';
import type { Notification } from '../generated/client.ts';
import { Prisma } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/** Whose, of which organization, and what they are there now. */
export interface NotificationReader {
  organizationId: string;
  userId: string;
  role: Role;
}

/** What is shown in the app, without what the role does not open any more and what lies in projects that it does not. */
function isTheirs({ organizationId, userId, role }: NotificationReader): Prisma.Sql {
  return Prisma.sql`n."organizationId" = ${organizationId} AND n."userId" = ${userId} AND n."isShown"
    AND n."kind" = ANY(${kindsOf(role)})
    AND (n."projectId" IS NULL
      OR EXISTS (SELECT 1 FROM "member" m WHERE m."organizationId" = ${organizationId} AND m."userId" = ${userId}
        AND NOT m."isLimited")
      OR EXISTS (SELECT 1 FROM "member_project" p WHERE p."organizationId" = ${organizationId}
        AND p."userId" = ${userId} AND p."projectId" = n."projectId"))`;
}

const kindsOf = (role: Role): NotificationKind[] =>
  notificationKindNames.filter((kind) => can(role, notificationKinds[kind].to));

/** Newest first, each page by an index. */
export async function listNotifications(
  tx: OrgTransaction,
  {
    reader,
    after,
    limit,
    isUnread = false,
  }: {
    reader: NotificationReader;
    /** The last one of the page before. */
    after?: Pick<Notification, 'createdAt' | 'id'> | undefined;
    limit: number;
    isUnread?: boolean;
  },
): Promise<Notification[]> {
  const conditions = [isTheirs(reader)];
  if (isUnread) conditions.push(Prisma.sql`n."readAt" IS NULL`);
  if (after !== undefined)
    conditions.push(Prisma.sql`(n."createdAt", n."id") < (${after.createdAt}::timestamptz, ${after.id})`);
  return tx.$queryRaw<Notification[]>`
    SELECT n.* FROM "notification" n WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY n."createdAt" DESC, n."id" DESC LIMIT ${limit}`;
}

/** So many unread ones are counted; more are "99+". */
export const unreadMax = 100;

export async function countUnread(tx: OrgTransaction, reader: NotificationReader): Promise<number> {
  const [row] = await tx.$queryRaw<{ unread: number }[]>`
    SELECT count(*)::int AS "unread" FROM (
      SELECT 1 FROM "notification" n WHERE ${isTheirs(reader)} AND n."readAt" IS NULL LIMIT ${unreadMax}) u`;
  return row?.unread ?? 0;
}
