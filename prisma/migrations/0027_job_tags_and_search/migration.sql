-- Words that people put on jobs. The time of the job stands beside them, so that a list by tag is read from one index.
CREATE TABLE "job_tag" (
  "organizationId" TEXT NOT NULL,
  "projectId" TEXT NOT NULL,
  "jobId" TEXT NOT NULL,
  "tag" TEXT NOT NULL,
  "jobCreatedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "job_tag_pkey" PRIMARY KEY ("jobId", "tag"),
  CONSTRAINT "job_tag_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "fine_tuning_job"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX job_tag_list ON "job_tag" ("organizationId", "projectId", "tag", "jobCreatedAt" DESC, "jobId" DESC);
ALTER TABLE "job_tag" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "job_tag" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "job_tag" FOR ALL TO modelmint_app
  USING ("organizationId" = current_setting('app.org', true))
  WITH CHECK ("organizationId" = current_setting('app.org', true));
CREATE POLICY system ON "job_tag" FOR ALL TO modelmint_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON "job_tag" TO modelmint_app;
GRANT SELECT, DELETE ON "job_tag" TO modelmint_system;

-- What a job is found by. It is made of what never changes, and stands in the index of the list: a search reads the
-- index alone. (Under row-level security no index can answer ILIKE itself, since it is not leakproof.)
ALTER TABLE "fine_tuning_job" ADD COLUMN "searchText" TEXT NOT NULL DEFAULT '';
CREATE FUNCTION fill_job_search_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT left(concat_ws(' ', NEW."suffix", d."name", NEW."baseModel"), 600) INTO NEW."searchText"
  FROM "dataset_version" v JOIN "dataset" d ON d."id" = v."datasetId" WHERE v."id" = NEW."datasetVersionId";
  NEW."searchText" := coalesce(NEW."searchText", left(concat_ws(' ', NEW."suffix", NEW."baseModel"), 600));
  RETURN NEW;
END $$;
CREATE TRIGGER fill_job_search_text BEFORE INSERT ON "fine_tuning_job" FOR EACH ROW EXECUTE FUNCTION fill_job_search_text();
-- Row-level security binds the owner of the tables too: without this, the migration would see no jobs.
ALTER TABLE "fine_tuning_job" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "dataset_version" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "dataset" NO FORCE ROW LEVEL SECURITY;
UPDATE "fine_tuning_job" j SET "searchText" = left(concat_ws(' ', j."suffix", d."name", j."baseModel"), 600)
FROM "dataset_version" v JOIN "dataset" d ON d."id" = v."datasetId" WHERE v."id" = j."datasetVersionId";
ALTER TABLE "dataset" FORCE ROW LEVEL SECURITY;
ALTER TABLE "dataset_version" FORCE ROW LEVEL SECURITY;
ALTER TABLE "fine_tuning_job" FORCE ROW LEVEL SECURITY;

CREATE INDEX job_list ON "fine_tuning_job" ("organizationId", "projectId", "createdAt" DESC, "id" DESC) INCLUDE ("searchText");
CREATE INDEX job_list_by_status ON "fine_tuning_job" ("organizationId", "projectId", "status", "createdAt" DESC, "id" DESC);
CREATE INDEX model_list ON "model" ("organizationId", "projectId", "createdAt" DESC, "id" DESC) INCLUDE ("name")
  WHERE "deletedAt" IS NULL;
CREATE INDEX dataset_search ON "dataset" ("organizationId", "projectId", "createdAt" DESC, "id" DESC) INCLUDE ("name")
  WHERE "deletedAt" IS NULL;
CREATE INDEX endpoint_search ON "endpoint" ("organizationId", "projectId", "createdAt" DESC, "id" DESC) INCLUDE ("name");
CREATE INDEX inference_search ON "inference_job" ("organizationId", "projectId", "createdAt" DESC, "id" DESC)
  INCLUDE ("name", "model");
