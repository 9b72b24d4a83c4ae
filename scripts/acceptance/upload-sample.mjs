import { readFile } from 'node:fs/promises';
import { waitFor } from '../demo/wait-for.mjs';

const sample = new URL('../demo/support-tickets.jsonl', import.meta.url);

/** Uploads the sample data by the API and waits until it is checked. Returns the file's id. */
export async function uploadSample({ api }) {
  const form = new FormData();
  form.set('purpose', 'fine-tune');
  form.set('file', new Blob([await readFile(sample)]), 'support-tickets.jsonl');
  const { id } = await api('/files', { method: 'POST', form });
  await waitFor('the check of the sample', async () => {
    const file = await api(`/files/${id}`);
    if (file.status === 'error') throw new Error(`the sample was refused: ${file.status_details}`);
    return file.status === 'processed' ? file : undefined;
  });
  return id;
}
