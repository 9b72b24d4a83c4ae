import { Prisma } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export const organizationStates = ['active', 'suspended', 'closing', 'erased'] as const;
/** `closing`: it is being deleted. */
export type OrganizationState = (typeof organizationStates)[number];

export interface ListedOrganization {
  id: string;
  name: string;
  slug: string;
  plan: string;
  state: OrganizationState;
  suspendedReason: string | null;
  members: number;
  /** Credit, what is on hold included; below 0 after an overdraft. */
  creditMicros: bigint;
  /** Of today and the 29 days before, UTC. */
  spentMicros: bigint;
  createdAt: Date;
}

export interface OrganizationQuery {
  /** Part of the name, the slug or a member's address, or the whole id. */
  text?: string | undefined;
  state?: OrganizationState | undefined;
  /** Id of the last one of the page before; of one that is not there, the list begins at the newest. */
  after?: string | undefined;
  limit: number;
}

/** What it is first and foremost. */
export const stateOfOrganization = Prisma.sql`
  CASE WHEN o."erasedAt" IS NOT NULL THEN 'erased' WHEN o."deleteRequestedAt" IS NOT NULL THEN 'closing'
    WHEN o."suspendedAt" IS NOT NULL THEN 'suspended' ELSE 'active' END`;

/** Every organization that matches, newest first. */
export async function listOrganizations(db: Database, query: OrganizationQuery): Promise<ListedOrganization[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<ListedOrganization[]>`
      WITH shown AS (
        SELECT o.*, ${stateOfOrganization} AS "state" FROM "organization" o WHERE ${conditionsOf(query)}
        ORDER BY o."createdAt" DESC, o."id" DESC LIMIT ${query.limit}
      )
      SELECT s."id", s."name", s."slug", p."name" AS "plan", s."state", s."suspendedReason", s."createdAt",
        (SELECT count(*) FROM "member" m WHERE m."organizationId" = s."id")::int AS "members",
        coalesce((SELECT w."promoMicros" + w."paidMicros" FROM "wallet" w WHERE w."organizationId" = s."id"), 0)::bigint
          AS "creditMicros",
        coalesce((SELECT sum(d."amountMicros") FROM "usage_day" d WHERE d."organizationId" = s."id"
          AND d."day" > (now() AT TIME ZONE 'UTC')::date - 30), 0)::bigint AS "spentMicros"
      FROM shown s JOIN "plan" p ON p."code" = s."planCode" ORDER BY s."createdAt" DESC, s."id" DESC`,
  );
}

function conditionsOf({ text, state, after }: OrganizationQuery): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (text !== undefined && text !== '') {
    const part = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    conditions.push(Prisma.sql`(o."id" = ${text} OR o."name" ILIKE ${part} OR o."slug" ILIKE ${part} OR EXISTS (
      SELECT 1 FROM "member" m JOIN "user" u ON u."id" = m."userId"
      WHERE m."organizationId" = o."id" AND u."email" ILIKE ${part}))`);
  }
  if (state !== undefined) conditions.push(Prisma.sql`${stateOfOrganization} = ${state}`);
  if (after !== undefined)
    conditions.push(Prisma.sql`NOT EXISTS (SELECT 1 FROM "organization" a WHERE a."id" = ${after}
      AND (o."createdAt", o."id") >= (a."createdAt", a."id"))`);
  return Prisma.join(conditions, ' AND ');
}
