-- Data sets in the few states that a list is searched for; nearly all versions are READY.
CREATE INDEX dataset_version_unready ON "dataset_version" ("organizationId", "status", "datasetId") WHERE "status" <> 'READY';
-- The list reads `dataset_search`, which has the same order and leaves out what is deleted.
DROP INDEX "dataset_organizationId_projectId_createdAt_id_idx";
