import { makeApi } from '../demo/http-client.mjs';
import { waitFor } from '../demo/wait-for.mjs';

const questions = ['Where is my parcel?', 'I was charged twice.', 'The app closes itself.'];
const answers = [
  'It left the depot this morning.',
  'One payment comes back in three days.',
  'Update it to version 7.2.',
];

/**
 * Conversations as a data set, one of them without an answer and one there twice, and a version of them with another answer.
 * Returns its id once both are checked.
 */
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
  lines.push(lines[0]);
  const form = new FormData();
  form.set('purpose', 'fine-tune');
  form.set('file', new Blob([lines.join('\n')]), 'support-chats.jsonl');
  const file = await makeApi({ local: platform.local, apiKey })('/files', { method: 'POST', form });
  const { browser, projectId } = account;
  const checked = (versionNumber) =>
    waitFor('the check of the conversations', async () => {
      const { data } = await browser.call(`/api/projects/${projectId}/datasets`);
      const own = data.find((one) => one.fileId === file.id);
      return own?.status === 'READY' && own.versionNumber === versionNumber ? own : undefined;
    });
  const { id, versionId: baseVersionId } = await checked(1);
  const edits = [
    { split: 'train', row: 2, label: 'We pay one of them back.' },
    { split: 'train', row: 3, label: null },
  ];
  await browser.call(`/api/projects/${projectId}/datasets/${id}/edits`, {
    method: 'POST',
    body: { baseVersionId, edits },
  });
  await checked(2);
  return id;
}
