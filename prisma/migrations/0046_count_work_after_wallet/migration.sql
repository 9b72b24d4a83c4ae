-- The end of a job charges or frees money before or after it leaves RUNNING. Two of one organization would wait for each
-- other for ever if one held the row of its day and the other the wallet: the wallet comes first, as everywhere.
CREATE OR REPLACE FUNCTION count_work() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE claim record;
BEGIN
  IF OLD."status"::text = 'RUNNING' THEN
    DELETE FROM "work_claim" c WHERE c."organizationId" = OLD."organizationId" AND c."jobId" = OLD."id"
      RETURNING c.* INTO claim;
    IF claim."jobId" IS NOT NULL THEN
      PERFORM 1 FROM "wallet" w WHERE w."organizationId" = OLD."organizationId" FOR UPDATE;
      PERFORM add_work_day(OLD."organizationId", TG_ARGV[0], coalesce(OLD."baseModel", ''), claim."workerKind",
        (extract(epoch FROM clock_timestamp() - claim."claimedAt") * 1000)::bigint);
    END IF;
  END IF;
  IF NEW."status"::text = 'RUNNING' AND has_table_privilege(current_user, 'worker', 'SELECT') THEN
    INSERT INTO "work_claim" ("organizationId", "jobId", "workerKind", "claimedAt")
    VALUES (NEW."organizationId", NEW."id",
      coalesce((SELECT w."kind" FROM "worker" w WHERE w."id" = NEW."workerId"), 'cpu'), clock_timestamp())
    ON CONFLICT ON CONSTRAINT "work_claim_pkey" DO UPDATE SET
      "workerKind" = EXCLUDED."workerKind", "claimedAt" = EXCLUDED."claimedAt";
  END IF;
  RETURN NULL;
END $$;
