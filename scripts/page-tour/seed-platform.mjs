import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { makeApi } from '../demo/http-client.mjs';
import { runMainJob } from '../demo/run-main-job.mjs';
import { signUp } from '../demo/sign-up.mjs';
import { waitFor } from '../demo/wait-for.mjs';
import { root } from '../install.mjs';
import { seedChats } from './seed-chats.mjs';
import { seedEvaluations } from './seed-evaluations.mjs';
import { seedInference } from './seed-inference.mjs';
import { seedJobs } from './seed-jobs.mjs';
import { seedPeople } from './seed-people.mjs';
import { seedPlayground } from './seed-playground.mjs';
import { seedWebhook } from './seed-webhooks.mjs';

const sampleFile = path.join(root, 'scripts/demo/support-tickets.jsonl');

/**
 * A customer who has done the main job and more, a newcomer with nothing, an operator, and somebody whom the operator
 * has given credit and suspended. Each has the `browser` of the
 * demo, whose cookie opens their pages.
 */
export async function seedPlatform({ platform, stateFolder = os.tmpdir(), say }) {
  const outcome = await runMainJob({ platform, stateFolder, file: sampleFile, say });
  const { account, apiKey, dataset, job, endpoint } = outcome;
  await useEndpoint({ platform, apiKey, endpoint });
  await addLeftovers({ platform, account, apiKey });
  const newcomer = await signUp(platform);
  const operator = await signUp(platform);
  await makeOperator({ platform, email: operator.email });
  const baseModelId = await importBases({ account, operator });
  const models = await account.browser.call(`/api/projects/${account.projectId}/models`);
  const ids = {
    datasetId: dataset.datasetId,
    chatsId: await seedChats({ platform, account, apiKey }),
    jobId: job.jobId,
    ...(await seedJobs({ account, jobId: job.jobId, datasetId: dataset.datasetId })),
    endpointId: endpoint.endpointId,
    modelId: models.data.find(({ name }) => name === job.model).id,
    baseModelId,
    runId: await seedPlayground({ account, model: endpoint.name }),
    ...(await seedPeople({ platform, account })),
    ...(await seedWebhook({ account })),
    ...(await seedInference({ platform, account, apiKey, model: job.model })),
    ...(await seedEvaluations({ account, model: job.model, datasetId: dataset.datasetId })),
  };
  const suspended = await suspendSomebody({ platform, operator });
  await setUpMoney({ operator });
  await comeAsSupport({ account, operator });
  return { customer: { ...account, ids }, newcomer, operator, suspended };
}

const tickets = [
  'I was charged twice for one order and want one payment back.',
  'The parcel says delivered but nothing is here.',
  'The reset mail never comes, I tried four times today.',
  'Can I change the address of an order that is on its way?',
  'Your app closes itself whenever I open the camera.',
];

/** Calls for the charts and the log, one of them refused. */
async function useEndpoint({ platform, apiKey, endpoint }) {
  const api = makeApi({ local: platform.local, apiKey });
  for (const input of tickets)
    await api('/classifications', { method: 'POST', body: { model: endpoint.name, input, top_k: 3 } });
  const refused = await fetch(`${platform.local}/v1/classifications`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: endpoint.name, input: '' }),
  });
  if (refused.status !== 400) throw new Error(`an empty text was answered with ${refused.status}`);
}

/** What a used project has besides: a revoked key, an expiring key and a file that cannot be trained on. */
async function addLeftovers({ platform, account, apiKey }) {
  const { browser, projectId } = account;
  const keys = `/api/projects/${projectId}/api-keys`;
  const expiresAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  await browser.call(keys, { method: 'POST', body: { name: 'staging', expiresAt } });
  const old = await browser.call(keys, { method: 'POST', body: { name: 'old laptop' } });
  await browser.call(`${keys}/${old.id}`, { method: 'DELETE', body: {} });
  const api = makeApi({ local: platform.local, apiKey });
  const form = new FormData();
  form.set('purpose', 'fine-tune');
  form.set('file', new Blob(['{"text": "only one", "label": "a"}\n{"text": 7}\nnot json\n']), 'broken-rows.jsonl');
  const file = await api('/files', { method: 'POST', form });
  await waitFor('the check of the broken file', async () => {
    const { data } = await browser.call(`/api/projects/${projectId}/datasets`);
    return data.find((one) => one.fileId === file.id && one.status === 'INVALID');
  });
}

/** Tiny checkpoints of everybody, and a folder without one; the id of the first as the customer sees it. */
async function importBases({ account, operator }) {
  const folders = { 'tiny-llama': 'llama-rope-llama3', 'tiny-bert': 'bert', 'no-checkpoint': '..' };
  for (const [name, folder] of Object.entries(folders)) {
    const source = { kind: 'folder', path: path.join(root, 'packages/ml/references', folder) };
    await operator.browser.call('/api/operator/base-models', { method: 'POST', body: { name, source } });
  }
  await waitFor('the import of the base models', async () => {
    const { data } = await operator.browser.call('/api/operator/base-models');
    return data.every(({ status }) => status === 'READY' || status === 'FAILED') ? data : undefined;
  });
  const { data } = await account.browser.call(`/api/projects/${account.projectId}/base-models`);
  return data.find(({ name }) => name === 'tiny-llama').id;
}

/** What a worker costs, a price book that is not in force yet, and a word to everybody. */
async function setUpMoney({ operator }) {
  const today = Date.now();
  const cost = { kind: 'cpu', effectiveDay: new Date(today - 30 * 86_400_000).toISOString().slice(0, 10) };
  const call = (path, method, body) => operator.browser.call(`/api/operator/${path}`, { method, body });
  await call('worker-costs', 'PUT', { ...cost, microsPerHour: '96000' });
  const { books } = await operator.browser.call('/api/operator/prices');
  await call('prices', 'POST', {
    basedOn: books[0].version,
    effectiveFrom: new Date(today + 90 * 86_400_000).toISOString(),
    changes: [{ meter: 'training', baseModel: 'text-classifier-lstm', microsPerMillion: '450000' }],
  });
  const text = 'On Sunday from 02:00 to 04:00 UTC calls may be slow';
  await call('announcements', 'POST', { text, textChinese: '周日 02:00–04:00（UTC）调用可能较慢', tone: 'info' });
}

/** Into the organization of the customer, to look. */
async function comeAsSupport({ account, operator }) {
  const path = `/api/operator/organizations/${account.organizationId}/support`;
  const body = { reason: 'Ticket 4711: they ask why a job failed', isActing: false };
  await operator.browser.call(path, { method: 'POST', body });
}

async function suspendSomebody({ platform, operator }) {
  const account = await signUp(platform);
  const at = `/api/operator/organizations/${account.organizationId}`;
  const gift = { key: 'gift-of-the-page-tour', amountMicros: '12500000', reason: 'For the slow calls of Monday' };
  await operator.browser.call(`${at}/credit`, { method: 'POST', body: gift });
  const reason = 'The invoice of October is not paid';
  await operator.browser.call(`${at}/suspend`, { method: 'POST', body: { reason, cancelJobs: false } });
  return account;
}

export async function makeOperator({ platform, email }) {
  const client = new pg.Client({ connectionString: platform.systemUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('UPDATE "user" SET "isOperator" = true WHERE email = $1', [email]);
    if (rowCount !== 1) throw new Error(`there is no user ${email} to make an operator`);
  } finally {
    await client.end();
  }
}
