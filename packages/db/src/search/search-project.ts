import { containsPattern } from '../contains-pattern.ts';
import type { OrgTransaction } from '../with-org.ts';

export const foundKinds = ['job', 'dataset', 'model', 'endpoint', 'inference', 'evaluation'] as const;
export type FoundKind = (typeof foundKinds)[number];

export interface FoundRow {
  kind: FoundKind;
  id: string;
  name: string;
  /** What tells it from others of its name: a model, a number of a version. */
  detail: string | null;
}

/** What a search looks through; only the newest of each kind are answered. */
export interface ProjectSearch {
  organizationId: string;
  projectId: string;
  /** In the name or the id, whatever the case. */
  text: string;
  limitPerKind: number;
}

/** Newest first within each kind. Each kind is read from an index that holds its names, never from its rows. */
export async function searchProject(tx: OrgTransaction, asked: ProjectSearch): Promise<FoundRow[]> {
  const { organizationId, projectId, text, limitPerKind } = asked;
  const pattern = containsPattern(text);
  return tx.$queryRaw<FoundRow[]>`
    (SELECT 'job' AS "kind", j."id", coalesce(j."suffix", d."name" || ' v' || v."number") AS "name", j."baseModel" AS "detail"
      FROM (SELECT "id", "createdAt" FROM "fine_tuning_job"
        WHERE "organizationId" = ${organizationId} AND "projectId" = ${projectId}
          AND ("searchText" ILIKE ${pattern} OR "id" ILIKE ${pattern})
        ORDER BY "createdAt" DESC, "id" DESC LIMIT ${limitPerKind}) found
      JOIN "fine_tuning_job" j ON j."id" = found."id"
      JOIN "dataset_version" v ON v."id" = j."datasetVersionId" JOIN "dataset" d ON d."id" = v."datasetId"
      ORDER BY found."createdAt" DESC, found."id" DESC)
    UNION ALL
    (SELECT 'dataset', "id", "name", NULL FROM "dataset"
      WHERE "organizationId" = ${organizationId} AND "projectId" = ${projectId} AND "deletedAt" IS NULL
        AND ("name" ILIKE ${pattern} OR "id" ILIKE ${pattern})
      ORDER BY "createdAt" DESC, "id" DESC LIMIT ${limitPerKind})
    UNION ALL
    (SELECT 'model', "id", "name", NULL FROM "model"
      WHERE "organizationId" = ${organizationId} AND "projectId" = ${projectId} AND "deletedAt" IS NULL
        AND ("name" ILIKE ${pattern} OR "id" ILIKE ${pattern})
      ORDER BY "createdAt" DESC, "id" DESC LIMIT ${limitPerKind})
    UNION ALL
    (SELECT 'endpoint', "id", "name", NULL FROM "endpoint"
      WHERE "organizationId" = ${organizationId} AND "projectId" = ${projectId}
        AND ("name" ILIKE ${pattern} OR "id" ILIKE ${pattern})
      ORDER BY "createdAt" DESC, "id" DESC LIMIT ${limitPerKind})
    UNION ALL
    (SELECT 'inference', i."id", coalesce(i."name", f."name"), i."model"
      FROM (SELECT "id", "createdAt" FROM "inference_job"
        WHERE "organizationId" = ${organizationId} AND "projectId" = ${projectId} AND "evaluationId" IS NULL
          AND ("name" ILIKE ${pattern} OR "model" ILIKE ${pattern} OR "id" ILIKE ${pattern})
        ORDER BY "createdAt" DESC, "id" DESC LIMIT ${limitPerKind}) found
      JOIN "inference_job" i ON i."id" = found."id" JOIN "file" f ON f."id" = i."inputFileId"
      ORDER BY found."createdAt" DESC, found."id" DESC)
    UNION ALL
    (SELECT 'evaluation', "id", coalesce("name", "model"), "datasetName" || ' v' || "versionNumber" FROM "evaluation"
      WHERE "organizationId" = ${organizationId} AND "projectId" = ${projectId} AND "deletedAt" IS NULL
        AND ("name" ILIKE ${pattern} OR "model" ILIKE ${pattern} OR "datasetName" ILIKE ${pattern} OR "id" ILIKE ${pattern})
      ORDER BY "createdAt" DESC, "id" DESC LIMIT ${limitPerKind})`;
}
