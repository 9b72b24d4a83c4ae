import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/**
 * Of folders `jobs/<job>/<fence>/<part>`, `inference/<job>/<fence>`, `evaluations/<evaluation>/<fence>`, `datasets/<version>/<fence>` and
 * `base-models/<base model>/<fence>`, those that a row still wants: everything of a job that has not ended, a model that
 * was not deleted, the split of a version whose data set was not deleted or that a job may still train on, an open
 * import, and a base model that was not deleted or that a job or a model still stands on.
 */
export async function findUsedFolders(db: Database, folders: string[]): Promise<Set<string>> {
  const rows = await withSystem(
    db,
    (tx) => tx.$queryRaw<{ folder: string }[]>`
      WITH asked AS (SELECT f AS "folder", split_part(f, '/', 1) AS "kind", split_part(f, '/', 2) AS "id" FROM unnest(${folders}::text[]) f)
      SELECT a."folder" FROM asked a WHERE
        (a."kind" = 'jobs' AND (
          EXISTS (SELECT 1 FROM "fine_tuning_job" j WHERE j."id" = a."id"
            AND (j."status" IN ('VALIDATING_FILES', 'QUEUED', 'RUNNING') OR j."finishedAt" > now() - interval '24 hours'))
          OR EXISTS (SELECT 1 FROM "model" m WHERE m."storagePrefix" = a."folder" AND m."deletedAt" IS NULL)))
        OR (a."kind" = 'datasets' AND EXISTS (
          SELECT 1 FROM "dataset_version" v JOIN "dataset" d ON d."id" = v."datasetId" WHERE v."id" = a."id"
            AND (v."status" IN ('PENDING', 'VALIDATING') OR v."finishedAt" > now() - interval '24 hours'
              OR (v."trainKey" = a."folder" || '/train.jsonl' AND (d."deletedAt" IS NULL OR EXISTS (
                SELECT 1 FROM "fine_tuning_job" j WHERE j."datasetVersionId" = v."id"
                  AND j."status" IN ('VALIDATING_FILES', 'QUEUED', 'RUNNING')))))))
        OR (a."kind" = 'inference' AND EXISTS (
          SELECT 1 FROM "inference_job" i WHERE i."id" = a."id" AND (i."status" IN ('VALIDATING', 'QUEUED', 'RUNNING')
            OR i."finishedAt" > now() - interval '24 hours')))
        OR (a."kind" = 'evaluations' AND EXISTS (
          SELECT 1 FROM "evaluation" e WHERE e."id" = a."id" AND e."deletedAt" IS NULL AND e."rowsKey" LIKE a."folder" || '/%'))
        OR (a."kind" = 'base-models' AND EXISTS (
          SELECT 1 FROM "base_model" b WHERE b."id" = a."id"
            AND ((b."deletedAt" IS NULL AND (b."status" IN ('PENDING', 'IMPORTING') OR b."storagePrefix" = a."folder"))
              OR (b."storagePrefix" = a."folder" AND (
                EXISTS (SELECT 1 FROM "model" m WHERE m."baseModelId" = b."id" AND m."deletedAt" IS NULL)
                OR EXISTS (SELECT 1 FROM "fine_tuning_job" j WHERE j."baseModelId" = b."id"
                  AND j."status" IN ('VALIDATING_FILES', 'QUEUED', 'RUNNING')))))))`,
  );
  return new Set(rows.map(({ folder }) => folder));
}

/** Of keys below `files/`, those of files that were not deleted. */
export async function findUsedFiles(db: Database, keys: string[]): Promise<Set<string>> {
  const rows = await withSystem(db, (tx) =>
    tx.file.findMany({ where: { storageKey: { in: keys }, deletedAt: null }, select: { storageKey: true } }),
  );
  return new Set(rows.map(({ storageKey }) => storageKey));
}
