-- What is asked every few seconds, or by a page, of tables that only grow. packages/db/src/growing-tables.int.test.ts
-- shows that none of it reads the whole of a table.

-- Which organization was served last, and the jobs that a sweep or a hold looks for.
CREATE INDEX job_served ON "fine_tuning_job" ("organizationId", "leaseUntil" DESC) WHERE "leaseUntil" IS NOT NULL;
CREATE INDEX job_validating ON "fine_tuning_job" ("datasetVersionId") WHERE "status" = 'VALIDATING_FILES';
CREATE INDEX job_open_hold ON "fine_tuning_job" ("holdId") WHERE "status" IN ('VALIDATING_FILES', 'QUEUED', 'RUNNING');
-- Every call makes a hold; hardly any is open. By the time of its end, not by its state: under row-level security the
-- comparison of an enum is never used with an index, because its function is not leakproof.
CREATE INDEX hold_unfinished ON "hold" ("organizationId", "createdAt" DESC) WHERE "finishedAt" IS NULL;
-- Calls of one endpoint in a project that has many.
CREATE INDEX request_by_endpoint ON "request" ("organizationId", "endpointId", "createdAt" DESC)
  WHERE "endpointId" IS NOT NULL;
-- Whether a stored object is still wanted.
CREATE INDEX file_stored ON "file" ("storageKey") WHERE "deletedAt" IS NULL;
CREATE INDEX model_stored ON "model" ("storagePrefix") WHERE "deletedAt" IS NULL;
