import { type ComparisonReport, EvaluationReport } from '@modelmint/domain/evaluation-report';
import { newId } from '@modelmint/domain/ids';
import type { Evaluation, EvaluationComparison } from '../generated/client.ts';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';

type Pair = Pick<Evaluation, 'id' | 'organizationId' | 'projectId'>;

/** The wish to see two evaluations side by side; the same pair is one row. Ring `evaluation.compare` after the commit. */
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
  return tx.evaluationComparison.findUniqueOrThrow({ where: { firstId_secondId: pair } });
}

export interface PairToCompare {
  kind: EvaluationReport['kind'];
  firstKey: string;
  secondKey: string;
}

/** Where the rows of both lie. Null: it is compared already, or one was deleted. */
export async function findPairToCompare(
  db: Database,
  { organizationId, comparisonId }: { organizationId: string; comparisonId: string },
): Promise<PairToCompare | null> {
  return withOrg(db, organizationId, async (tx) => {
    const row = await tx.evaluationComparison.findUnique({ where: { id: comparisonId } });
    if (row === null || row.finishedAt !== null) return null;
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
  await withOrg(db, organizationId, async (tx) => {
    const { count } = await tx.evaluationComparison.updateMany({
      where: { id: comparisonId, finishedAt: null },
      data: { ...found, finishedAt: new Date() },
    });
    if (count === 0) return;
    const { projectId, secondId } = await tx.evaluationComparison.findUniqueOrThrow({ where: { id: comparisonId } });
    await notifyRow(tx, { organizationId, projectId, kind: 'evaluation', id: secondId });
  });
}
