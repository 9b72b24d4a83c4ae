-- The overview names the newest failures of a project; among ten thousand jobs it would read them all.
CREATE INDEX "job_failed" ON "fine_tuning_job" ("organizationId", "projectId", "finishedAt" DESC) WHERE "status" = 'FAILED';
