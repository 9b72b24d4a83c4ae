/** Each breaks the books as a missing guard in the product would. */
const faults = {
  'double-charge': (jobId) => `
    INSERT INTO usage (id, "organizationId", "projectId", "eventKey", meter, "baseModel", "modelId", tokens, "rateMicros",
      "priceBookId", "amountMicros", funding)
    SELECT id || 'x', "organizationId", "projectId", "eventKey" || ':again', meter, "baseModel", "modelId", tokens,
      "rateMicros", "priceBookId", "amountMicros", funding FROM usage WHERE "eventKey" = 'job:${jobId}'`,
  'usage-off-by-one': (jobId) => `
    ALTER TABLE usage DISABLE TRIGGER USER;
    UPDATE usage SET "amountMicros" = "amountMicros" + 1 WHERE "eventKey" = 'job:${jobId}';
    ALTER TABLE usage ENABLE TRIGGER USER`,
  'missing-fence': (jobId) => `
    INSERT INTO job_event (id, "organizationId", "jobId", fence, level, type, message)
    SELECT id || 'x', "organizationId", id, 1, 'info', 'message', 'written by a worker that had lost the job'
    FROM fine_tuning_job WHERE id = '${jobId}'`,
};

export const plantNames = Object.keys(faults);

export async function plantFault({ books, jobId, plant }) {
  if (!/^ftjob-[0-9A-Za-z]+$/.test(jobId)) throw new Error(`${jobId} is no job id`);
  await books.query(faults[plant](jobId));
}
