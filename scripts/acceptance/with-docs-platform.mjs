import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeApi } from '../demo/http-client.mjs';
import { signUp } from '../demo/sign-up.mjs';
import { waitFor } from '../demo/wait-for.mjs';
import { root } from '../install.mjs';
import { makeOperator } from '../page-tour/seed-platform.mjs';
import { ownSettings } from '../platform/own-settings.mjs';
import { prepare } from '../platform/prepare.mjs';
import { makeZip } from '../tensorflow/make-zip.mjs';
import { animals, films, people, square, tickets } from './write-sample-files.mjs';

/** Runs `use({ url, apiKey })` against a platform of its own that has what the pages of the documentation name. */
export async function withDocsPlatform(use) {
  const engine = await prepare({ say: (what, line) => process.stdout.write(`    ${what.padEnd(14)}${line}\n`) });
  const { startPlatform } = await import('../platform/start-platform.mjs');
  const stateFolder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-docs-'));
  try {
    const platform = await startPlatform({ stateFolder, log: () => {}, engine, env: ownSettings() });
    try {
      await use(await prepareDocs(platform));
    } finally {
      await platform.stop();
    }
  } finally {
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

/** A project with the endpoints and base models of the pages. */
export async function prepareDocs(platform) {
  const account = await signUp(platform);
  const { browser, projectId, email } = account;
  const keys = `/api/projects/${projectId}/api-keys`;
  const { key: apiKey } = await browser.call(keys, { method: 'POST', body: { name: 'docs' } });
  await makeOperator({ platform, email });
  await importBases(browser);
  const api = makeApi({ local: platform.local, apiKey });
  const pictures = await Promise.all(
    animals.flatMap((label) =>
      Array.from({ length: 10 }, async (_, at) => ({ name: `${label}/${at}.jpg`, text: await square(label, at) })),
    ),
  );
  const wanted = [
    { endpoint: 'support', model: 'text-classifier-lstm', name: 'tickets.jsonl', data: tickets() },
    { endpoint: 'income', model: 'tabular-mlp', name: 'people.csv', data: people(), fields: incomeFields },
    { endpoint: 'films', model: 'recommender-mf', name: 'films.csv', data: films() },
    { endpoint: 'animals', model: 'image-classifier-cnn', name: 'animals.zip', data: makeZip(pictures) },
  ];
  const jobs = await Promise.all(wanted.map((one) => startJob(api, one)));
  const { data: models } = await waitForModels({ api, browser, projectId, jobs });
  for (const [index, { endpoint: name }] of wanted.entries()) {
    const modelId = models.find((model) => model.name === jobs[index].model())?.id;
    await browser.call(`/api/projects/${projectId}/endpoints`, { method: 'POST', body: { name, modelId } });
  }
  return { url: platform.local, apiKey };
}

const incomeFields = { task: 'tabular', target_column: 'income', column_roles: '{"id":"ignored"}' };

async function importBases(browser) {
  for (const [name, folder] of Object.entries({ 'tiny-llama': 'llama-rope-llama3', 'tiny-bert': 'bert' })) {
    const source = { kind: 'folder', path: path.join(root, 'packages/ml/references', folder) };
    await browser.call('/api/operator/base-models', { method: 'POST', body: { name, source } });
  }
  await waitFor('the import of the base models', async () => {
    const { data } = await browser.call('/api/operator/base-models');
    return data.every(({ status }) => status === 'READY') ? data : undefined;
  });
}

async function startJob(api, { model, name, data, fields = {} }) {
  const form = new FormData();
  form.set('purpose', 'fine-tune');
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set('file', new Blob([data]), name);
  const file = await api('/files', { method: 'POST', form });
  const method = { type: 'supervised', supervised: { hyperparameters: { n_epochs: 2 } } };
  const { id } = await api('/fine_tuning/jobs', { method: 'POST', body: { model, training_file: file.id, method } });
  let made;
  return { id, model: () => made, keep: (found) => (made = found) };
}

async function waitForModels({ api, browser, projectId, jobs }) {
  for (const job of jobs) {
    const ended = await waitFor(
      `the end of ${job.id}`,
      async () => {
        const seen = await api(`/fine_tuning/jobs/${job.id}`);
        if (seen.status === 'failed') throw new Error(`${job.id} failed: ${seen.error?.message}`);
        return seen.status === 'succeeded' ? seen : undefined;
      },
      { ms: 180_000 },
    );
    job.keep(ended.fine_tuned_model);
  }
  return browser.call(`/api/projects/${projectId}/models`);
}
