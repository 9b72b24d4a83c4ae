import { waitFor } from '../demo/wait-for.mjs';

/** A text that the customer tried in the playground and shares. Returns where it stands in the history. */
export async function seedPlayground({ account, model }) {
  const { browser, projectId } = account;
  const at = `/api/projects/${projectId}`;
  const body = { model, input: 'I was charged twice for one order and want one payment back.' };
  // A worker may have to load the model first.
  const { runId } = await waitFor('the playground', () =>
    browser.call(`${at}/classifications`, { method: 'POST', body }).catch((error) => {
      if (String(error).includes('503')) return undefined;
      throw error;
    }),
  );
  await browser.call(`${at}/playground/runs/${runId}/share`, { method: 'POST', body: {} });
  return runId;
}
