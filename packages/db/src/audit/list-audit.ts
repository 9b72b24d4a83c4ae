import type { AuditEntry } from '../generated/client.ts';
import { Prisma } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/** Which entries of an organization; `from` counts, `to` does not. */
export interface AuditFilter {
  organizationId: string;
  actorId?: string | undefined;
  action?: string | undefined;
  projectId?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

export interface AuditPage extends AuditFilter {
  /** The last entry of the page before. */
  after?: Pick<AuditEntry, 'createdAt' | 'id'> | undefined;
  limit: number;
}

/** Newest first, each page by an index however long the log is. */
export async function listAudit(tx: OrgTransaction, { after, limit, ...filter }: AuditPage): Promise<AuditEntry[]> {
  const { organizationId, actorId, action, projectId, from, to } = filter;
  // Said once more than the policy says it: so that the planner knows which index the order comes from.
  const conditions = [Prisma.sql`e."organizationId" = ${organizationId}`];
  if (actorId !== undefined) conditions.push(Prisma.sql`e."actorId" = ${actorId}`);
  if (action !== undefined) conditions.push(Prisma.sql`e."action" = ${action}`);
  if (projectId !== undefined) conditions.push(Prisma.sql`e."projectId" = ${projectId}`);
  if (from !== undefined) conditions.push(Prisma.sql`e."createdAt" >= ${from}`);
  if (to !== undefined) conditions.push(Prisma.sql`e."createdAt" < ${to}`);
  if (after !== undefined)
    conditions.push(Prisma.sql`(e."createdAt", e."id") < (${after.createdAt}::timestamptz, ${after.id})`);
  return tx.$queryRaw<AuditEntry[]>`
    SELECT e.* FROM "audit_entry" e WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY e."createdAt" DESC, e."id" DESC LIMIT ${limit}`;
}

export interface AuditChoices {
  actors: { id: string; kind: string }[];
  actions: string[];
}

/** Who and what the log of an organization knows, for its filters: one step in an index for each, not one for each entry. */
export async function listAuditChoices(tx: OrgTransaction, organizationId: string): Promise<AuditChoices> {
  const actors = await tx.$queryRaw<{ id: string; kind: string }[]>`
    WITH RECURSIVE a AS (
      (SELECT "actorId", "actorKind" FROM "audit_entry" WHERE "organizationId" = ${organizationId}
        ORDER BY "actorId" LIMIT 1)
      UNION ALL
      SELECT n.* FROM a, LATERAL (SELECT "actorId", "actorKind" FROM "audit_entry"
        WHERE "organizationId" = ${organizationId} AND "actorId" > a."actorId" ORDER BY "actorId" LIMIT 1) n)
    SELECT "actorId" AS "id", "actorKind" AS "kind" FROM a LIMIT 1000`;
  const actions = await tx.$queryRaw<{ action: string }[]>`
    WITH RECURSIVE a AS (
      (SELECT "action" FROM "audit_entry" WHERE "organizationId" = ${organizationId} ORDER BY "action" LIMIT 1)
      UNION ALL
      SELECT n.* FROM a, LATERAL (SELECT "action" FROM "audit_entry"
        WHERE "organizationId" = ${organizationId} AND "action" > a."action" ORDER BY "action" LIMIT 1) n)
    SELECT "action" FROM a LIMIT 1000`;
  return { actors, actions: actions.map(({ action }) => action) };
}
