import { budgetPercents } from '@modelmint/domain/budget';
import type { Micros } from '@modelmint/domain/money';
import { recordNotification } from '../notification/record-notification.ts';
import type { OrgTransaction } from '../with-org.ts';

interface Crossing {
  budgetId: string;
  version: number;
  projectId: string | null;
  name: string;
  amountMicros: Micros;
  isHard: boolean;
  spentMicros: Micros;
  /** `2026-11` */
  month: string;
  percent: number;
}

/**
 * Whether what was spent this month has reached a further part of a budget of the organization or of the project; told
 * once for each part, in the transaction of the usage. Of several at once only the largest is told. A budget that is
 * removed at this moment is passed over: it must not take the charge along.
 */
export async function crossBudgets(
  tx: OrgTransaction,
  { organizationId, projectId }: { organizationId: string; projectId: string | null },
): Promise<void> {
  const crossed = await tx.$queryRaw<Crossing[]>`
    WITH spend AS (
      SELECT b."id", b."version", b."projectId", b."amountMicros", b."isHard", t."month",
        coalesce((SELECT sum(m."spentMicros") FROM "project_month" m WHERE m."organizationId" = b."organizationId"
          AND m."month" = t."month" AND (b."projectId" IS NULL OR m."projectId" = b."projectId")), 0)::bigint AS "spent"
      FROM "budget" b, (SELECT date_trunc('month', now() AT TIME ZONE 'UTC')::date AS "month") t
      WHERE b."organizationId" = ${organizationId} AND (b."projectId" IS NULL OR b."projectId" = ${projectId})
      FOR KEY SHARE OF b
    ), crossed AS (
      INSERT INTO "budget_crossing" ("organizationId", "budgetId", "budgetVersion", "month", "percent", "spentMicros")
      SELECT ${organizationId}, s."id", s."version", s."month", p."percent", s."spent"
      FROM spend s, unnest(${[...budgetPercents]}::int[]) AS p("percent")
      WHERE s."spent" * 100 >= s."amountMicros" * p."percent" ORDER BY s."id", p."percent"
      ON CONFLICT ("organizationId", "budgetId", "budgetVersion", "month", "percent") DO NOTHING
      RETURNING "budgetId", "percent"
    )
    SELECT DISTINCT ON (s."id") s."id" AS "budgetId", s."version", s."projectId", coalesce(p."name", o."name") AS "name",
      s."amountMicros", s."isHard", s."spent" AS "spentMicros", to_char(s."month", 'YYYY-MM') AS "month", c."percent"
    FROM crossed c JOIN spend s ON s."id" = c."budgetId" JOIN "organization" o ON o."id" = ${organizationId}
    LEFT JOIN "project" p ON p."id" = s."projectId"
    ORDER BY s."id", c."percent" DESC`;
  for (const crossing of crossed) await tell(tx, organizationId, crossing);
}

async function tell(tx: OrgTransaction, organizationId: string, crossing: Crossing): Promise<void> {
  const { budgetId, version, projectId, name, month, percent, spentMicros, amountMicros, isHard } = crossing;
  await recordNotification(tx, {
    organizationId,
    projectId,
    kind: 'budget_reached',
    target:
      projectId === null
        ? { kind: 'organization', id: organizationId, name }
        : { kind: 'project', id: projectId, name },
    fact: `${budgetId}:${version}:${month}:${percent}`,
    details: {
      scope: projectId === null ? 'organization' : 'project',
      percent,
      spentMicros: String(spentMicros),
      amountMicros: String(amountMicros),
      month,
      isCap: isHard && percent === 100,
    },
  });
}
