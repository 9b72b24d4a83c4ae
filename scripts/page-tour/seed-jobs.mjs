/** A second job with other settings, cancelled at once, to stand beside the one that has ended; both with tags. */
export async function seedJobs({ account, jobId, datasetId }) {
  const { browser, projectId } = account;
  const at = `/api/projects/${projectId}/fine-tuning`;
  const { baseModel } = await browser.call(`${at}/${jobId}`);
  const hyperparameters = { n_epochs: 2, learning_rate_multiplier: 0.5 };
  const body = {
    ...{ model: baseModel, source: { datasetId }, suffix: 'half-rate', tags: ['half-rate', 'baseline'] },
    method: { type: 'supervised', supervised: { hyperparameters } },
  };
  const { id } = await browser.call(at, { method: 'POST', body });
  await browser.call(`${at}/${id}/cancel`, { method: 'POST', body: {} });
  await browser.call(`${at}/${jobId}/tags`, { method: 'PUT', body: { tags: ['baseline'] } });
  return { cancelledJobId: id };
}
