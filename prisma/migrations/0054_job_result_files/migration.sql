-- The numbers of each step of a job that has succeeded, as a file of the project.
ALTER TABLE "fine_tuning_job" ADD COLUMN "resultFileId" TEXT;
