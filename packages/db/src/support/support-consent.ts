import type { SupportSession } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

export interface SupportConsentRow {
  grantedByUserId: string;
  grantedAt: Date;
  expiresAt: Date;
}

/** From now on for so many hours, instead of what was allowed before. */
export async function allowSupport(
  tx: OrgTransaction,
  { organizationId, userId, hours }: { organizationId: string; userId: string; hours: number },
): Promise<Date> {
  const rows = await tx.$queryRaw<{ expiresAt: Date }[]>`
    INSERT INTO "support_consent" ("organizationId", "grantedByUserId", "grantedAt", "expiresAt")
    VALUES (${organizationId}, ${userId}, now(), now() + make_interval(hours => ${hours}::int))
    ON CONFLICT ("organizationId") DO UPDATE SET "grantedByUserId" = EXCLUDED."grantedByUserId",
      "grantedAt" = EXCLUDED."grantedAt", "expiresAt" = EXCLUDED."expiresAt"
    RETURNING "expiresAt"`;
  return rows[0]?.expiresAt ?? new Date();
}

/** Whether there was something to withdraw that counted. */
export async function withdrawSupport(tx: OrgTransaction, organizationId: string): Promise<boolean> {
  const gone = await tx.$queryRaw<{ counted: boolean }[]>`
    DELETE FROM "support_consent" WHERE "organizationId" = ${organizationId} RETURNING "expiresAt" > now() AS "counted"`;
  return gone.some(({ counted }) => counted);
}

/** null once the time is over. */
export async function findSupportConsent(tx: OrgTransaction): Promise<SupportConsentRow | null> {
  return tx.supportConsent.findFirst({
    where: { expiresAt: { gt: new Date() } },
    select: { grantedByUserId: true, grantedAt: true, expiresAt: true },
  });
}

export type ListedSupport = Pick<
  SupportSession,
  'id' | 'isActing' | 'reason' | 'startedAt' | 'expiresAt' | 'endedAt' | 'endedBy'
>;

const listedMax = 10;

/** Newest first: who was there, and who is. */
export async function listSupport(tx: OrgTransaction, organizationId: string): Promise<ListedSupport[]> {
  return tx.supportSession.findMany({
    where: { organizationId },
    orderBy: { startedAt: 'desc' },
    take: listedMax,
    select: {
      ...{ id: true, isActing: true, reason: true, startedAt: true, expiresAt: true },
      ...{ endedAt: true, endedBy: true },
    },
  });
}
