import { containsText } from '@modelmint/db/contains-pattern';
import { Prisma } from '@modelmint/db/generated/client';
import { olderThan } from '@modelmint/db/older-than';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { type ComparedFigure, comparedFigures } from '@modelmint/domain/evaluation-report';
import type { InferenceStatus } from '@modelmint/domain/inference-job';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type EvaluationView, type HeadFigure, type ListedEvaluation, toListedEvaluation } from './evaluation-view.ts';

export interface ListEvaluations {
  /** Id of the last one seen. */
  after?: string | undefined;
  limit: number;
  statuses?: readonly InferenceStatus[] | undefined;
  /** In the name, the id, the model or the name of the data set. */
  text?: string | undefined;
  /** Only those of this model. */
  modelId?: string | undefined;
  /** Only those on the same rows as this one, which can be put beside it. */
  beside?: Pick<EvaluationView, 'id' | 'datasetVersionId' | 'part'> | undefined;
}

/** Newest first. Throws `invalid_value` for an `after` that is not there. */
export async function listEvaluations(
  deps: Deps,
  principal: Principal,
  { after, limit, statuses, text = '', beside, modelId }: ListEvaluations,
): Promise<{ evaluations: ListedEvaluation[]; hasMore: boolean }> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  const contains = containsText(text);
  return withOrg(deps.db, organizationId, async (tx) => {
    const last = after === undefined ? null : await tx.evaluation.findFirst({ where: { id: after, projectId } });
    if (after !== undefined && last === null)
      throw new AppError('invalid_value', 'There is no such evaluation to go on from. Begin with the newest.', {
        param: 'after',
      });
    const rows = await tx.evaluation.findMany({
      where: {
        ...{ projectId, deletedAt: null },
        ...(statuses === undefined ? {} : { job: { status: { in: [...statuses] } } }),
        ...(beside === undefined ? {} : sameRows(beside)),
        ...(modelId === undefined ? {} : { modelId }),
        AND: [
          last === null ? {} : olderThan(last),
          text === ''
            ? {}
            : { OR: [{ name: contains }, { id: contains }, { model: contains }, { datasetName: contains }] },
        ],
      },
      omit: { report: true },
      include: { job: true },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const shown = rows.slice(0, limit);
    const heads = await readHeads(
      tx,
      shown.map(({ id }) => id),
    );
    const evaluations = shown.map((row) => toListedEvaluation(row, heads.get(row.id) ?? null));
    return { evaluations, hasMore: rows.length > limit };
  });
}

/** The first figure of each kind of report, taken out of it in the database. */
async function readHeads(tx: OrgTransaction, ids: readonly string[]): Promise<Map<string, HeadFigure>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; name: string; value: number | null }[]>`
    SELECT e."id", h."name", (e."report"->h."name"->>'estimate')::float8 AS "value"
    FROM "evaluation" e JOIN (VALUES ${Prisma.join(firstFigures)}) AS h("kind", "name") ON h."kind" = e."report"->>'kind'
    WHERE e."id" = ANY(${[...ids]})`;
  return new Map(rows.map(({ id, name, value }) => [id, { name: name as ComparedFigure, value }]));
}

const firstFigures = Object.entries(comparedFigures).map(
  ([kind, [name]]) => Prisma.sql`(${kind}::text, ${name}::text)`,
);

function sameRows({ id, datasetVersionId, part }: NonNullable<ListEvaluations['beside']>) {
  return {
    ...{ datasetVersionId, id: { not: id }, rowsKey: { not: null } },
    part: part === 'all' ? ('ALL' as const) : ('VALIDATION' as const),
    job: { status: 'COMPLETED' as const },
  };
}
