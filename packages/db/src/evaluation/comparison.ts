import { type ComparisonReport, EvaluationReport } from '@modelmint/domain/evaluation-report';
import { newId } from '@modelmint/domain/ids';
import { type Evaluation, type EvaluationComparison, Prisma } from '../generated/client.ts';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';

type Pair = Pick<Evaluation, 'id' | 'organizationId' | 'projectId'>;

/**
 * The wish to see two evaluations side by side; the same pair is one row, and one that failed is tried again. Ring
 * `evaluation.compare` after the commit.
 */
export async function wishComparison(
  tx: OrgTransaction,
  { first, second }: { first: Pair; second: Pair },
): Promise<EvaluationComparison> {
  const { organizationId, projectId } = first;
  const pair = { firstId: first.id, secondId: second.id };
  const id = newId('evaluationComparison');
  await tx.evaluationComparison.createMany({
    data: [{ id, organizationId, projectId, ...pair }],
    skipDuplicates: true,
  });
  await tx.evaluationComparison.updateMany({
    where: { ...pair, finishedAt: { not: null }, report: { equals: Prisma.DbNull } },
    data: { finishedAt: null, reason: null, attempts: 0, nextAttemptAt: null },
  });
  return tx.evaluationComparison.findUniqueOrThrow({ where: { firstId_secondId: pair } });
}

/** Attempts of workers, those that died in one among them. */
export const comparisonAttemptsMax = 4;
const gaveUp = 'It was tried several times and failed each time. Try it again; if it stays, tell the operator.';

export interface PairToCompare {
  kind: EvaluationReport['kind'];
  firstKey: string;
  secondKey: string;
}

/**
 * Counts an attempt and says where the rows of both lie. Null: it is compared already, one was deleted, or it has failed
 * too often, which is then its end.
 */
export async function startComparison(
  db: Database,
  { organizationId, comparisonId }: { organizationId: string; comparisonId: string },
): Promise<PairToCompare | null> {
  return withOrg(db, organizationId, async (tx) => {
    const [row] = await tx.$queryRaw<Pick<EvaluationComparison, 'firstId' | 'secondId' | 'attempts'>[]>`
      UPDATE "evaluation_comparison" SET "attempts" = "attempts" + 1,
        "nextAttemptAt" = now() + interval '30 seconds' * power(2, "attempts")
      WHERE "id" = ${comparisonId} AND "finishedAt" IS NULL
      RETURNING "firstId", "secondId", "attempts"`;
    if (row === undefined) return null;
    if (row.attempts > comparisonAttemptsMax) {
      await finish(tx, { organizationId, comparisonId }, { reason: gaveUp });
      return null;
    }
    const found = await tx.evaluation.findMany({ where: { id: { in: [row.firstId, row.secondId] }, deletedAt: null } });
    const find = (id: string) => found.find((one) => one.id === id);
    const [first, second] = [find(row.firstId), find(row.secondId)];
    const kind = EvaluationReport.safeParse(first?.report).data?.kind;
    const [firstKey, secondKey] = [first?.rowsKey ?? null, second?.rowsKey ?? null];
    return kind === undefined || firstKey === null || secondKey === null ? null : { kind, firstKey, secondKey };
  });
}

/** Writes what was found, once. */
export async function recordComparison(
  db: Database,
  { organizationId, comparisonId }: { organizationId: string; comparisonId: string },
  found: { report: ComparisonReport } | { reason: string },
): Promise<void> {
  await withOrg(db, organizationId, (tx) => finish(tx, { organizationId, comparisonId }, found));
}

async function finish(
  tx: OrgTransaction,
  { organizationId, comparisonId }: { organizationId: string; comparisonId: string },
  found: { report: ComparisonReport } | { reason: string },
): Promise<void> {
  const { count } = await tx.evaluationComparison.updateMany({
    where: { id: comparisonId, finishedAt: null },
    data: { ...found, finishedAt: new Date() },
  });
  if (count === 0) return;
  const { projectId, secondId } = await tx.evaluationComparison.findUniqueOrThrow({ where: { id: comparisonId } });
  await notifyRow(tx, { organizationId, projectId, kind: 'evaluation', id: secondId });
}
