-- The console reads the newest of the whole platform every 10 seconds.
CREATE INDEX mail_list ON "mail" ("createdAt" DESC, "id" DESC);
CREATE INDEX job_of_all ON "fine_tuning_job" ("createdAt" DESC, "id" DESC);
CREATE INDEX inference_job_of_all ON "inference_job" ("createdAt" DESC, "id" DESC);
CREATE INDEX webhook_inbox_list ON "webhook_inbox" ("processedAt" DESC NULLS FIRST, "receivedAt" DESC);
CREATE INDEX meter_event_list ON "meter_event" (("state" IN ('ACCEPTED', 'SUPERSEDED')), "createdAt" DESC);
