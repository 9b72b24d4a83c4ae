-- Evaluations are answered by inference jobs of their own, which no list shows: the search reads the others only.
DROP INDEX inference_search;
CREATE INDEX inference_search ON "inference_job" ("organizationId", "projectId", "createdAt" DESC, "id" DESC)
  INCLUDE ("name", "model") WHERE "evaluationId" IS NULL;
CREATE INDEX evaluation_search ON "evaluation" ("organizationId", "projectId", "createdAt" DESC, "id" DESC)
  INCLUDE ("name", "model", "datasetName") WHERE "deletedAt" IS NULL;

-- No index answers a question for a status under row-level security (the comparison of enums is not leakproof either),
-- but one that holds it answers without the rows.
DROP INDEX job_list_by_status;
DROP INDEX job_list;
CREATE INDEX job_list ON "fine_tuning_job" ("organizationId", "projectId", "createdAt" DESC, "id" DESC)
  INCLUDE ("searchText", "status");
