import { keyPermissions, readKeyScope } from '@modelmint/domain/key-scope';
import type { Permission } from '@modelmint/domain/roles';
import { translateDatabaseError } from '../database-error.ts';
import type { Database } from '../open-database.ts';

export interface FoundApiKey {
  id: string;
  organizationId: string;
  projectId: string;
  organizationSlug: string;
  name: string;
  permissions: readonly Permission[];
  expiresAt: Date | null;
  revokedAt: Date | null;
  /** Until when the secret that was sent works: it was replaced by a rotation. Null for the present one. */
  replacedUntil: Date | null;
  /** Since when its project is archived, or its organization is being deleted. */
  archivedAt: Date | null;
  deleteRequestedAt: Date | null;
  /** Why the operator stopped its organization; null: it works. */
  suspendedReason: string | null;
  /** Of the organization: by its plan, or as the operator set it. */
  requestsPerMinute: number;
  tokensPerMinute: number;
  /** Of all models of the project together; null: no limit of its own. */
  projectRequestsPerMinute: number | null;
}

interface FoundRow extends Omit<FoundApiKey, 'permissions'> {
  scope: string;
  permissions: string[];
  isNoted: boolean;
}

/** `keyHash`: HMAC of the key. Notes the use at most once a minute. Null when there is no such key. */
export async function findApiKey(db: Database, keyHash: string): Promise<FoundApiKey | null> {
  try {
    const [found] = await db.system.$queryRaw<FoundRow[]>`
      SELECT k."id", k."organizationId", k."projectId", o."slug" AS "organizationSlug", k."expiresAt", k."revokedAt",
             k."name", k."scope", k."permissions",
             CASE WHEN k."keyHash" = ${keyHash} THEN NULL ELSE k."previousUntil" END AS "replacedUntil",
             j."archivedAt", o."deleteRequestedAt", o."suspendedReason",
             coalesce(w."requestsPerMinute", p."requestsPerMinute") AS "requestsPerMinute",
             coalesce(w."tokensPerMinute", p."tokensPerMinute") AS "tokensPerMinute", j."requestsPerMinuteMax" AS "projectRequestsPerMinute",
             coalesce(k."lastUsedAt" > now() - interval '1 minute', false) AS "isNoted"
      FROM "api_key" k JOIN "project" j ON j."id" = k."projectId" JOIN "organization" o ON o."id" = k."organizationId" JOIN "plan" p ON p."code" = o."planCode"
        LEFT JOIN "organization_limit" w ON w."organizationId" = o."id"
      WHERE k."keyHash" = ${keyHash} OR k."previousHash" = ${keyHash}`;
    if (found === undefined) return null;
    const { isNoted, scope, permissions, ...key } = found;
    if (!isNoted && key.revokedAt === null)
      await db.system.$executeRaw`UPDATE "api_key" SET "lastUsedAt" = now() WHERE "id" = ${key.id}`;
    return { ...key, permissions: keyPermissions(readKeyScope(scope), permissions) };
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
