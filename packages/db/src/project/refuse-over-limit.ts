import { AppError } from '@modelmint/domain/errors';
import { formatUsd, type Micros } from '@modelmint/domain/money';
import { suspendedError } from '@modelmint/domain/suspension';
import type { OrgTransaction } from '../with-org.ts';

export interface PlannedSpend {
  organizationId: string;
  projectId: string;
  /** Of the hold; one that is there already is not counted twice. */
  key: string;
  amountMicros: Micros;
}

interface ProjectState {
  name: string;
  archivedAt: Date | null;
  deleteRequestedAt: Date | null;
  suspendedReason: string | null;
  monthlySpendMaxMicros: Micros | null;
  /** Of the organization's budget that is a hard cap. */
  capMicros: Micros | null;
}

/**
 * Before money is held for work of a project. One with a limit is locked until the transaction ends, so that parallel
 * work cannot pass it together; what is held counts as spent. Throws `insufficient_quota` beyond the limit of the month
 * (UTC) or the hard cap of the organization, `invalid_state` for a project that is archived or whose organization is being deleted, and
 * `organization_suspended` when the operator stopped it.
 */
export async function refuseOverLimit(tx: OrgTransaction, spend: PlannedSpend): Promise<void> {
  const [project] = await tx.$queryRaw<ProjectState[]>`
    SELECT p."name", p."archivedAt", o."deleteRequestedAt", o."suspendedReason", p."monthlySpendMaxMicros",
      (SELECT b."amountMicros" FROM "budget" b WHERE b."organizationId" = o."id" AND b."isHard") AS "capMicros"
    FROM "project" p JOIN "organization" o ON o."id" = p."organizationId" WHERE p."id" = ${spend.projectId}`;
  if (project === undefined) return;
  if (project.archivedAt !== null)
    throw new AppError('invalid_state', `The project “${project.name}” is archived: nothing new can start in it.`);
  if (project.deleteRequestedAt !== null)
    throw new AppError('invalid_state', 'The organization is being deleted: nothing new can start in it.');
  if (project.suspendedReason !== null) throw suspendedError(project.suspendedReason);
  if (project.monthlySpendMaxMicros !== null) await refuseOverMonth(tx, spend);
  if (project.capMicros !== null) await refuseOverCap(tx, spend);
}

/** The wallet is locked until the transaction ends, as the hold after this does: nobody passes the cap in parallel. */
async function refuseOverCap(tx: OrgTransaction, { organizationId, key, amountMicros }: PlannedSpend): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "wallet" WHERE "organizationId" = ${organizationId} FOR UPDATE`;
  const [sums] = await tx.$queryRaw<{ capMicros: Micros | null; spent: Micros; held: Micros }[]>`
    SELECT
      (SELECT "amountMicros" FROM "budget" WHERE "organizationId" = ${organizationId} AND "isHard") AS "capMicros",
      coalesce((SELECT sum("spentMicros") FROM "project_month" WHERE "organizationId" = ${organizationId}
        AND "month" = date_trunc('month', now() AT TIME ZONE 'UTC')::date), 0)::bigint AS "spent",
      coalesce((SELECT "heldCreditMicros" + "heldInvoiceMicros" FROM "wallet" WHERE "organizationId" = ${organizationId}), 0)::bigint
        - coalesce((SELECT "amountMicros" FROM "hold" WHERE "organizationId" = ${organizationId} AND "key" = ${key}
          AND "state" = 'HELD'), 0)::bigint AS "held"`;
  const { capMicros, spent, held } = sums ?? { capMicros: null, spent: 0n, held: 0n };
  if (capMicros === null || spent + held + amountMicros <= capMicros) return;
  const usd = (micros: Micros) => formatUsd(micros, { exact: true });
  throw new AppError(
    'insufficient_quota',
    `The organization may spend ${usd(capMicros)} a month: ${usd(spent)} is spent, ${usd(held)} is on hold, and this needs up to ${usd(amountMicros)}. ` +
      'Whoever manages billing can raise or lift the hard cap on the Billing page; a new month (UTC) begins at 0.',
    { param: 'organization.monthly_spend' },
  );
}

async function refuseOverMonth(tx: OrgTransaction, spend: PlannedSpend): Promise<void> {
  const { organizationId, projectId, key, amountMicros } = spend;
  const [locked] = await tx.$queryRaw<Pick<ProjectState, 'name' | 'monthlySpendMaxMicros'>[]>`
    SELECT "name", "monthlySpendMaxMicros" FROM "project" WHERE "id" = ${projectId} FOR NO KEY UPDATE`;
  const max = locked?.monthlySpendMaxMicros ?? null;
  if (locked === undefined || max === null) return;
  const [sums] = await tx.$queryRaw<{ spent: Micros; held: Micros }[]>`
    SELECT
      coalesce((SELECT "spentMicros" FROM "project_month" WHERE "organizationId" = ${organizationId}
        AND "projectId" = ${projectId} AND "month" = date_trunc('month', now() AT TIME ZONE 'UTC')::date), 0)::bigint AS "spent",
      coalesce((SELECT sum("amountMicros") FROM "hold" WHERE "projectId" = ${projectId} AND "state" = 'HELD'
        AND "key" <> ${key}), 0)::bigint AS "held"`;
  const { spent, held } = sums ?? { spent: 0n, held: 0n };
  if (spent + held + amountMicros <= max) return;
  const usd = (micros: Micros) => formatUsd(micros, { exact: true });
  throw new AppError(
    'insufficient_quota',
    `The project “${locked.name}” may spend ${usd(max)} a month: ${usd(spent)} is spent, ${usd(held)} is on hold, and this needs up to ${usd(amountMicros)}. ` +
      'An owner or admin can raise the limit on the Projects page; a new month (UTC) begins at 0.',
    { param: 'project.monthly_spend' },
  );
}
