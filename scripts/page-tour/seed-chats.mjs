import { makeApi } from '../demo/http-client.mjs';
import { waitFor } from '../demo/wait-for.mjs';

const questions = ['Where is my parcel?', 'I was charged twice.', 'The app closes itself.'];
const answers = [
  'It left the depot this morning.',
  'One payment comes back in three days.',
  'Update it to version 7.2.',
];

/** Conversations as a data set, one of them without an answer. Returns its id once it is checked. */
export async function seedChats({ platform, account, apiKey }) {
  const chat = (row) => ({
    messages: [
      ...(row % 2 === 0 ? [{ role: 'system', content: 'You answer customers in one sentence.' }] : []),
      { role: 'user', content: `${questions[row % 3]} Ticket ${row}.` },
      { role: 'assistant', content: answers[row % 3] },
    ],
  });
  const lines = Array.from({ length: 40 }, (_, row) => JSON.stringify(chat(row)));
  lines.splice(6, 0, JSON.stringify({ messages: [{ role: 'user', content: 'Nobody answers.' }] }));
  const form = new FormData();
  form.set('purpose', 'fine-tune');
  form.set('file', new Blob([lines.join('\n')]), 'support-chats.jsonl');
  const file = await makeApi({ local: platform.local, apiKey })('/files', { method: 'POST', form });
  const { browser, projectId } = account;
  const dataset = await waitFor('the check of the conversations', async () => {
    const { data } = await browser.call(`/api/projects/${projectId}/datasets`);
    return data.find((one) => one.fileId === file.id && one.status === 'READY');
  });
  return dataset.id;
}
