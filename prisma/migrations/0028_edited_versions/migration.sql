-- A version made from the rows of an earlier one, with other labels or fewer rows.
ALTER TABLE "dataset_version"
  ADD COLUMN "baseVersionId" TEXT,
  ADD COLUMN "edits" JSONB,
  ADD COLUMN "labelsEdited" INTEGER,
  ADD COLUMN "rowsRemoved" INTEGER;

ALTER TABLE "dataset_version" ADD CONSTRAINT "dataset_version_baseVersionId_fkey"
  FOREIGN KEY ("baseVersionId") REFERENCES "dataset_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "dataset_version" ADD CONSTRAINT dataset_version_edits_whole CHECK (
  num_nulls("baseVersionId", "edits", "labelsEdited", "rowsRemoved") IN (0, 4));

CREATE INDEX "dataset_version_baseVersionId_idx" ON "dataset_version"("baseVersionId");

-- Pages of a project's data sets, newest first; the old index has no order among those of one moment.
CREATE INDEX "dataset_organizationId_projectId_createdAt_id_idx"
  ON "dataset"("organizationId", "projectId", "createdAt" DESC, "id" DESC);
