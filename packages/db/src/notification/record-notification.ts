import {
  defaultChoice,
  type NotificationDetails,
  type NotificationKind,
  notificationKinds,
} from '@modelmint/domain/notification-kind';
import { can, type Permission, roles } from '@modelmint/domain/roles';
import { webhookTypeOf } from '@modelmint/domain/webhook-event';
import { Prisma } from '../generated/client.ts';
import { storableJson, storableText } from '../ingest/storable-json.ts';
import { notifyRow } from '../notify-row.ts';
import { recordWebhookEvent } from '../webhook/record-webhook-event.ts';
import type { OrgTransaction } from '../with-org.ts';
import type { SystemTransaction } from '../with-system.ts';

export interface NotificationFact<K extends NotificationKind = NotificationKind> {
  organizationId: string;
  /** People who may not enter the project are not told. */
  projectId?: string | null;
  kind: K;
  /** What it is about. `name`: as it is called now. */
  target: { kind: string; id: string; name?: string | null };
  details: NotificationDetails<K>;
  /** What more defines the fact, where one target can have several of a kind: `2026-11:80`. */
  fact?: string;
  /** People, or whoever has a permission; else as domain/notification-kind has it. Nobody: `[]`. */
  to?: readonly string[] | Permission;
}

const nameMax = 300;
const told = 50;

/**
 * Tells each person once, and the webhooks that listen, in the transaction of the fact: neither is there without the other, and writing the fact twice
 * tells nobody twice. Works in the transaction of a tenant and in that of the system.
 */
export async function recordNotification<K extends NotificationKind>(
  tx: OrgTransaction | SystemTransaction,
  fact: NotificationFact<K>,
): Promise<void> {
  const { organizationId, projectId = null, kind, target } = fact;
  const details = storableJson(notificationKinds[kind].details.parse(fact.details));
  const key = [kind, target.id, ...(fact.fact === undefined ? [] : [fact.fact])].join(':');
  const written = await insertRows(tx, { ...fact, details, key });
  const ids = written.length > told ? [organizationId] : written.map(({ userId }) => userId);
  for (const id of ids) await notifyRow(tx, { organizationId, projectId: null, kind: 'notification', id });
  const type = webhookTypeOf(kind, fact.details);
  if (type === null) return;
  const data = { id: target.id, name: target.name ?? null, ...details };
  await recordWebhookEvent(tx, { organizationId, projectId, type, fact: key, data });
}

async function insertRows(
  tx: OrgTransaction | SystemTransaction,
  fact: Omit<NotificationFact, 'details' | 'fact'> & { details: Prisma.InputJsonObject; key: string },
): Promise<{ userId: string }[]> {
  const { organizationId, projectId = null, kind, target, details, key, to = notificationKinds[kind].to } = fact;
  const chosen = defaultChoice(kind);
  const inApp = Prisma.sql`coalesce(c."inApp", ${chosen.inApp})`;
  const byMail = Prisma.sql`coalesce(c."byMail", ${chosen.byMail})`;
  const name = target.name === null || target.name === undefined ? null : storableText(target.name.slice(0, nameMax));
  // Not by Prisma's create, which would fill the times in by the clock of this machine. Locked as the foreign key would:
  // whoever leaves at this moment is passed over, and does not take the fact along.
  return tx.$queryRaw<{ userId: string }[]>`
    INSERT INTO "notification" ("organizationId", "userId", "projectId", "kind", "fact", "targetKind", "targetId",
      "targetName", "details", "isShown", "mailState")
    SELECT m."organizationId", m."userId", ${projectId}, ${kind}, ${key}, ${target.kind}, ${target.id}, ${name},
      ${JSON.stringify(details)}::jsonb, ${inApp}, CASE WHEN ${byMail} THEN 'due' ELSE 'none' END
    FROM "member" m LEFT JOIN "notification_choice" c
      ON c."organizationId" = m."organizationId" AND c."userId" = m."userId" AND c."kind" = ${kind}
    WHERE m."organizationId" = ${organizationId} AND ${isAddressed(to)} AND (${inApp} OR ${byMail})
      AND (NOT m."isLimited" OR ${projectId}::text IS NULL OR EXISTS (SELECT 1 FROM "member_project" p
        WHERE p."organizationId" = m."organizationId" AND p."userId" = m."userId" AND p."projectId" = ${projectId}))
    FOR KEY SHARE OF m
    ON CONFLICT ("organizationId", "userId", "fact") DO NOTHING
    RETURNING "userId"`;
}

function isAddressed(to: readonly string[] | Permission): Prisma.Sql {
  if (typeof to !== 'string') return Prisma.sql`m."userId" = ANY(${[...to]}::text[])`;
  return Prisma.sql`m."role"::text = ANY(${roles.filter((role) => can(role, to))}::text[])`;
}
