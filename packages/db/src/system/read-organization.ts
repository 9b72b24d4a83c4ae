import type { Limits, OwnLimits } from '@modelmint/domain/organization-limits';
import type { Role } from '@modelmint/domain/roles';
import type { CreditGrant, StripeInvoice } from '../generated/client.ts';
import { readWallet, type WalletView } from '../ledger/read-wallet.ts';
import type { Database } from '../open-database.ts';
import { storageUsed } from '../organization/storage-left.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import { type OrganizationState, stateOfOrganization } from './list-organizations.ts';

/** A fine-tuning or inference job; never its data. */
export interface OrganizationJob {
  id: string;
  kind: 'training' | 'inference';
  model: string;
  status: string;
  errorMessage: string | null;
  createdAt: Date;
}

interface OrganizationFacts {
  id: string;
  name: string;
  slug: string;
  plan: string;
  state: OrganizationState;
  suspendedAt: Date | null;
  suspendedReason: string | null;
  deleteRequestedAt: Date | null;
  createdAt: Date;
  membersCount: number;
  projectsCount: number;
  /** Of those that work. */
  apiKeysCount: number;
  spentMicros: bigint;
  /** Until then it lets support act; null: it does not. */
  supportUntil: Date | null;
}

export interface OperatorOrganization extends OrganizationFacts {
  members: { userId: string; name: string; email: string; role: Role; joinedAt: Date }[];
  projects: { id: string; name: string; archivedAt: Date | null; createdAt: Date }[];
  jobs: OrganizationJob[];
  limits: OrganizationLimits;
  wallet: WalletView;
  grants: CreditGrant[];
  invoices: StripeInvoice[];
}

/** What it may do: by its plan, and what the operator set otherwise. */
export interface OrganizationLimits {
  plan: Limits;
  own: (OwnLimits & { reason: string; setAt: Date }) | null;
  /** Of its files and imported base models. */
  storageBytesUsed: number;
}

export const detailRowsMax = 50;

/** All that the operator sees of one organization; null when there is none. */
export async function readOrganization(db: Database, organizationId: string): Promise<OperatorOrganization | null> {
  return withSystem(db, async (tx) => {
    const facts = await readFacts(tx, organizationId);
    if (facts === null) return null;
    const where = { organizationId };
    const newest = { where, orderBy: { createdAt: 'desc' }, take: detailRowsMax } as const;
    return {
      ...facts,
      members: await readMembers(tx, organizationId),
      projects: await tx.project.findMany({
        ...newest,
        select: { id: true, name: true, archivedAt: true, createdAt: true },
      }),
      jobs: await readJobs(tx, organizationId),
      limits: await readLimits(tx, organizationId),
      wallet: await readWallet(tx, organizationId),
      grants: await tx.creditGrant.findMany(newest),
      invoices: await tx.stripeInvoice.findMany(newest),
    };
  });
}

async function readFacts(tx: SystemTransaction, id: string): Promise<OrganizationFacts | null> {
  const [facts] = await tx.$queryRaw<OrganizationFacts[]>`
    SELECT o."id", o."name", o."slug", p."name" AS "plan", ${stateOfOrganization} AS "state", o."suspendedAt",
      o."suspendedReason", o."deleteRequestedAt", o."createdAt",
      (SELECT count(*) FROM "member" m WHERE m."organizationId" = o."id")::int AS "membersCount",
      (SELECT count(*) FROM "project" j WHERE j."organizationId" = o."id")::int AS "projectsCount",
      (SELECT count(*) FROM "api_key" k WHERE k."organizationId" = o."id" AND k."revokedAt" IS NULL
        AND (k."expiresAt" IS NULL OR k."expiresAt" > now()))::int AS "apiKeysCount",
      coalesce((SELECT sum(d."amountMicros") FROM "usage_day" d WHERE d."organizationId" = o."id"
        AND d."day" > (now() AT TIME ZONE 'UTC')::date - 30), 0)::bigint AS "spentMicros",
      (SELECT s."expiresAt" FROM "support_consent" s WHERE s."organizationId" = o."id" AND s."expiresAt" > now())
        AS "supportUntil"
    FROM "organization" o JOIN "plan" p ON p."code" = o."planCode" WHERE o."id" = ${id}`;
  return facts ?? null;
}

async function readLimits(tx: SystemTransaction, organizationId: string): Promise<OrganizationLimits> {
  const select = { ...limitColumns, reason: true, setAt: true };
  const { plan, limits } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { plan: { select: limitColumns }, limits: { select } },
  });
  return { plan, own: limits, storageBytesUsed: await storageUsed(tx, organizationId) };
}

const limitColumns = {
  requestsPerMinute: true,
  tokensPerMinute: true,
  trainConcurrencyMax: true,
  fileSizeBytesMax: true,
  storageBytesMax: true,
} as const satisfies Record<keyof Limits, true>;

async function readMembers(tx: SystemTransaction, organizationId: string): Promise<OperatorOrganization['members']> {
  const members = await tx.member.findMany({
    where: { organizationId },
    orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
    take: detailRowsMax,
    select: { userId: true, role: true, createdAt: true, user: { select: { name: true, email: true } } },
  });
  return members.map(({ userId, role, createdAt, user }) => ({ userId, role, joinedAt: createdAt, ...user }));
}

async function readJobs(tx: SystemTransaction, organizationId: string): Promise<OrganizationJob[]> {
  return tx.$queryRaw<OrganizationJob[]>`
    SELECT * FROM (
      (SELECT "id", 'training' AS "kind", "baseModel" AS "model", "status"::text, "errorMessage", "createdAt"
        FROM "fine_tuning_job" WHERE "organizationId" = ${organizationId} ORDER BY "createdAt" DESC LIMIT ${detailRowsMax})
      UNION ALL
      (SELECT "id", 'inference', coalesce("model", ''), "status"::text, "errorMessage", "createdAt"
        FROM "inference_job" WHERE "organizationId" = ${organizationId} ORDER BY "createdAt" DESC LIMIT ${detailRowsMax})
    ) jobs ORDER BY "createdAt" DESC LIMIT ${detailRowsMax}`;
}
