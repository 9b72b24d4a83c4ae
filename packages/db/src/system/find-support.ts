import { Prisma } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import type { Membership, ProjectMembership } from './find-membership.ts';

/** The operator in an organization that is not theirs. */
export interface SupportAccess {
  id: string;
  /** As a member; else they only look, as a viewer. */
  isActing: boolean;
  reason: string;
  expiresAt: Date;
}

type InOrganization = SupportAccess & Omit<Membership, 'role'>;
type InProject = SupportAccess & Omit<ProjectMembership, 'role'>;

/** Of this browser, now: an operator who may sign in, in time, in an organization that is there. */
const live = (sessionHash: string) => Prisma.sql`
  "support_session" s JOIN "session" b ON b."id" = s."sessionId" AND b."sessionToken" = ${sessionHash}
  JOIN "user" u ON u."id" = s."operatorUserId" AND u."id" = b."userId" AND u."isOperator" AND u."disabledAt" IS NULL
  JOIN "organization" o ON o."id" = s."organizationId" AND o."erasedAt" IS NULL
    AND s."endedAt" IS NULL AND s."expiresAt" > now()`;

const facts = Prisma.sql`s."id", s."isActing", s."reason", s."expiresAt", o."id" AS "organizationId",
  o."name" AS "organizationName", o."deleteRequestedAt", o."suspendedReason"`;

/** null where the operator is not there as support: to them it looks like an organization that does not exist. */
export async function findSupport(
  db: Database,
  { sessionHash, organizationId }: { sessionHash: string; organizationId: string },
): Promise<InOrganization | null> {
  const [found] = await withSystem(
    db,
    (tx) => tx.$queryRaw<InOrganization[]>`
      SELECT ${facts} FROM ${live(sessionHash)} WHERE o."id" = ${organizationId}`,
  );
  return found ?? null;
}

export async function findSupportInProject(
  db: Database,
  { sessionHash, projectId }: { sessionHash: string; projectId: string },
): Promise<InProject | null> {
  const [found] = await withSystem(
    db,
    (tx) => tx.$queryRaw<InProject[]>`
      SELECT ${facts}, p."id" AS "projectId", p."name" AS "projectName", p."archivedAt"
      FROM ${live(sessionHash)} JOIN "project" p ON p."organizationId" = o."id" WHERE p."id" = ${projectId}`,
  );
  return found ?? null;
}
