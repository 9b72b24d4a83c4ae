import type { Micros } from '@modelmint/domain/money';
import type { OrgTransaction } from '../with-org.ts';

export interface BudgetLine {
  id: string;
  /** null: of the whole organization. */
  projectId: string | null;
  projectName: string | null;
  amountMicros: Micros;
  isHard: boolean;
  version: number;
  /** In this month of UTC. */
  spentMicros: Micros;
}

/** The budget of the organization first, then those of its projects by name, each with what is spent this month. */
export async function listBudgets(tx: OrgTransaction, organizationId: string): Promise<BudgetLine[]> {
  return tx.$queryRaw<BudgetLine[]>`
    SELECT b."id", b."projectId", p."name" AS "projectName", b."amountMicros", b."isHard", b."version",
      coalesce((SELECT sum(m."spentMicros") FROM "project_month" m WHERE m."organizationId" = b."organizationId"
        AND m."month" = date_trunc('month', now() AT TIME ZONE 'UTC')::date
        AND (b."projectId" IS NULL OR m."projectId" = b."projectId")), 0)::bigint AS "spentMicros"
    FROM "budget" b LEFT JOIN "project" p ON p."id" = b."projectId"
    WHERE b."organizationId" = ${organizationId}
    ORDER BY b."projectId" IS NOT NULL, p."name", b."id"`;
}
