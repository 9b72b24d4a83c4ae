import { waitFor } from '../demo/wait-for.mjs';

/** A model on the held-out rows of its data and on all of them, and twice the same side by side. */
export async function seedEvaluations({ account, model, datasetId }) {
  const { browser, projectId } = account;
  const at = `/api/projects/${projectId}/evaluations`;
  const start = async (more) => (await browser.call(at, { method: 'POST', body: { model, datasetId, ...more } })).id;
  const [whole, first, second] = [
    await start({ part: 'all', name: 'Every ticket' }),
    await start({}),
    await start({ name: 'Held-out tickets, again' }),
  ];
  await waitFor('the evaluations', async () => {
    const { data } = await browser.call(at);
    return data.every(({ job }) => job.isOver) ? data : undefined;
  });
  await browser.call(`${at}/${first}/comparisons/${second}`, { method: 'POST', body: {} });
  return { evaluationId: whole, firstEvaluationId: first, secondEvaluationId: second };
}
