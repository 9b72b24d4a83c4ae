import { makeApi } from '../demo/http-client.mjs';
import { waitFor } from '../demo/wait-for.mjs';

const rows = [
  'I was charged twice for one order and want one payment back.',
  'The parcel says delivered, but nothing is here.',
  '',
  'The reset mail never comes, I tried four times today.',
  'Your app closes itself whenever I open the camera.',
];

/** One inference job that has ended with a row at fault, one whose lines cannot be used, and their file. */
export async function seedInference({ platform, account, apiKey, model }) {
  const { browser, projectId } = account;
  const at = `/api/projects/${projectId}/inference`;
  const fileId = await upload({ platform, apiKey, name: 'reviews.csv', text: csvOf(rows) });
  const body = { model, route: '/v1/classifications', fileId, column: 'review', parameters: { top_k: 3 } };
  const ended = await browser.call(at, { method: 'POST', body });
  const wrongId = await upload({ platform, apiKey, name: 'night.jsonl', text: '{"custom_id": "a"}\nnot json\n' });
  const lines = { fileId: wrongId, route: '/v1/classifications', name: 'Night of the 27th' };
  const failed = await browser.call(`${at}/lines`, { method: 'POST', body: lines });
  await waitFor('the inference jobs', async () => {
    const { data } = await browser.call(at);
    return data.every(({ isOver }) => isOver) ? data : undefined;
  });
  return { inferenceId: ended.id, failedInferenceId: failed.id, rowsFileId: fileId };
}

const csvOf = (texts) => `id,review\n${texts.map((text, index) => `${index + 1},"${text}"`).join('\n')}\n`;

async function upload({ platform, apiKey, name, text }) {
  const form = new FormData();
  form.set('purpose', 'batch');
  form.set('file', new Blob([text]), name);
  const { id } = await makeApi({ local: platform.local, apiKey })('/files', { method: 'POST', form });
  return id;
}
