// Tunes an imported language model on chats, through the product: import → upload → LoRA by the API and by the dashboard →
// answers of the tuned model beside the base's on a dev set → download of the adapter, which answers the same without us:
// node scripts/acceptance/tune-chat.mjs --model DIR --train FILE --dev FILE [--rows N] [--epochs N] [--plant FAULT]...
// DIR is a checkpoint in Hugging Face's layout; the files are chats as JSON Lines (or .gz) whose last message is the answer.
// `--plant` breaks what is checked on purpose (same-model, zero-adapter), once the true answers have passed: the script
// must then fail.

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeApi } from '../demo/http-client.mjs';
import { signUp } from '../demo/sign-up.mjs';
import { subscribe } from '../demo/subscribe.mjs';
import { waitFor } from '../demo/wait-for.mjs';
import { ownSettings } from '../platform/own-settings.mjs';
import { prepare } from '../platform/prepare.mjs';
import { answerChats, readChats } from './answer-chats.mjs';
import { makeChecker, runScript } from './make-checker.mjs';
import { packFolder, unpackArchive } from './pack-folder.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const plants = ['same-model', 'zero-adapter'];
const seed = 5;

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    train: { type: 'string' },
    dev: { type: 'string' },
    rows: { type: 'string', default: '200' },
    epochs: { type: 'string' },
    plant: { type: 'string', multiple: true, default: [] },
  },
});

await runScript(async () => {
  for (const name of ['model', 'train', 'dev']) if (!values[name]) throw new Error(`--${name} is missing`);
  if (values.plant.some((plant) => !plants.includes(plant)))
    throw new Error(`--plant takes one of ${plants.join(', ')}`);
  const chats = (await readChats(path.resolve(values.dev))).slice(0, Number(values.rows));
  if (chats.length === 0) throw new Error('--rows leaves no chat of the dev set');
  const engine = await prepare({ say: (what, line) => say(`    ${what.padEnd(14)}${line}`) });
  const { startPlatform } = await import('../platform/start-platform.mjs');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-tune-'));
  const platform = await startPlatform({
    stateFolder: folder,
    log: (line) => say(`    ${line}`),
    env: ownSettings(),
    engine,
  });
  try {
    await tuneAndCompare({ platform, chats, folder });
  } finally {
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

async function tuneAndCompare({ platform, chats, folder }) {
  const { check, done } = makeChecker();
  const { browser, organizationId, projectId } = await signUp(platform);
  await subscribe({ platform, browser, organizationId });
  const { key } = await browser.call(`/api/projects/${projectId}/api-keys`, { method: 'POST', body: { name: 'tune' } });
  const api = makeApi({ local: platform.local, apiKey: key });
  const customer = { browser, api, projectId, folder };

  const base = await importBase(customer);
  check(
    'imported',
    base.status === 'READY',
    `${base.name}: ${base.facts.architecture}, ${base.facts.parameters} parameters`,
  );
  const fileId = await upload(api, { file: path.resolve(values.train), purpose: 'fine-tune' });
  const byApi = await trainByApi(customer, { base, fileId });
  check('tuned by the API', byApi.status === 'succeeded', describe(byApi));
  const byPage = await trainByDashboard(customer, { base, fileId });
  check('tuned by the dashboard', byPage.status === 'succeeded', describe(byPage));
  const tuned = await api(`/models/${encodeURIComponent(byApi.fine_tuned_model)}`);
  const { metrics } = tuned;
  const loss = `${metrics.base.loss.toFixed(4)} → ${metrics.loss.toFixed(4)}`;
  check('held-out loss fell', metrics.loss < metrics.base.loss, loss);
  check('held-out samples were written', metrics.samples.length > 0, `${metrics.samples.length}`);

  const before = await answerChats(api, { model: base.name, chats });
  const after = await answerChats(api, { model: byApi.fine_tuned_model, chats });
  const compareAnswers = (answers) =>
    check(
      'the dev set is answered better',
      answers.right > before.right,
      `base ${percent(before)}, tuned ${percent(answers)} of ${chats.length} answers`,
    );
  compareAnswers(after);
  const again = await answerChats(api, { model: byPage.fine_tuned_model, chats: chats.slice(0, 20) });
  check(
    'both launches gave the same model',
    sameTexts(again.texts, after.texts.slice(0, 20)),
    `${again.texts.length} answers`,
  );

  await checkUsage(customer, { check, calls: [before, after, again] });
  const adapter = await downloadAdapter(customer, tuned);
  const { answerHere } = await import('./answer-here.mjs');
  const compareAdapter = async (isZero) => {
    const modelFolder = path.resolve(values.model);
    const own = await answerHere({ modelFolder, adapter, chats: chats.slice(0, 20), isZero });
    const isSame = sameTexts(own, after.texts.slice(0, own.length));
    check('the exported adapter answers the same', isSame, `${own.length} answers, ${path.basename(adapter)}`);
  };
  await compareAdapter(false);
  done();
  await plantAndCompare({
    'same-model': async () => compareAnswers(await answerChats(api, { model: base.name, chats })),
    'zero-adapter': () => compareAdapter(true),
  });
}

/** Each fault that was asked for; throws the last miss when all have been planted. */
async function plantAndCompare(faults) {
  let miss;
  for (const plant of values.plant) {
    say(`    planted: ${plant}`);
    try {
      await faults[plant]();
    } catch (error) {
      if (error.name !== 'MissError') throw error;
      miss = error;
    }
  }
  if (miss) throw miss;
}

async function importBase({ browser, api, projectId, folder }) {
  const archive = path.join(folder, 'base.tar.gz');
  await packFolder(path.resolve(values.model), archive);
  const fileId = await upload(api, { file: archive, purpose: 'base-model' });
  const name = path.basename(path.resolve(values.model)).toLowerCase();
  const body = { name, source: { kind: 'file', fileId } };
  const made = await browser.call(`/api/projects/${projectId}/base-models`, { method: 'POST', body });
  return waitFor(
    'the import',
    async () => {
      const now = await browser.call(`/api/projects/${projectId}/base-models/${made.id}`);
      if (now.status === 'FAILED') throw new Error(`the import failed: ${now.reason}`);
      return now.status === 'READY' ? now : undefined;
    },
    { ms: 300_000 },
  );
}

async function upload(api, { file, purpose }) {
  const { openAsBlob } = await import('node:fs');
  const form = new FormData();
  form.set('purpose', purpose);
  form.set('file', await openAsBlob(file), path.basename(file));
  const { id } = await api('/files', { method: 'POST', form });
  return id;
}

function method() {
  const hyperparameters = values.epochs === undefined ? {} : { n_epochs: Number(values.epochs) };
  return { type: 'supervised', supervised: { hyperparameters } };
}

async function trainByApi({ api }, { base, fileId }) {
  const body = { model: base.name, training_file: fileId, suffix: 'api', seed, method: method() };
  return awaitJob(api, (await api('/fine_tuning/jobs', { method: 'POST', body })).id);
}

async function trainByDashboard({ api, browser, projectId }, { base, fileId }) {
  const { data } = await browser.call(`/api/projects/${projectId}/datasets`);
  const datasetId = data.find((one) => one.fileId === fileId).id;
  const routes = `/api/projects/${projectId}/fine-tuning`;
  const asked = { model: base.name, method: method() };
  const estimate = await browser.call(`${routes}/estimate`, { method: 'POST', body: { ...asked, datasetId } });
  say(`    estimate: at most ${estimate.estimate.amountMicros} micro-USD, ${estimate.estimate.seconds.high} s`);
  const body = { ...asked, source: { datasetId }, suffix: 'page', seed };
  return awaitJob(api, (await browser.call(routes, { method: 'POST', body })).id);
}

async function awaitJob(api, id) {
  let shown = '';
  return waitFor(
    'the end of the training',
    async () => {
      const { data } = await api(`/fine_tuning/jobs/${id}/events?limit=1`);
      const line = data[0]?.message ?? '';
      if (line !== shown) say(`    ${line}`);
      shown = line;
      const job = await api(`/fine_tuning/jobs/${id}`);
      return ['succeeded', 'failed', 'cancelled'].includes(job.status) ? job : undefined;
    },
    { ms: 7_200_000, everyMs: 1_000 },
  );
}

async function checkUsage({ browser, projectId }, { check, calls }) {
  const tokens = calls.reduce((sum, one) => sum + one.tokens, 0);
  const { total } = await browser.call(`/api/projects/${projectId}/usage?meter=inference`);
  const billed = Number(total.tokens);
  check('every token of the answers was billed once', billed === tokens, `${billed} = ${tokens}`);
}

async function downloadAdapter({ browser, projectId, folder }, tuned) {
  const answer = await browser.request(`/api/projects/${projectId}/models/${encodeURIComponent(tuned.id)}/download`);
  if (!answer.ok) throw new Error(`the download was refused: ${answer.status} ${await answer.text()}`);
  return unpackArchive(Buffer.from(await answer.arrayBuffer()), path.join(folder, 'adapter'));
}

function percent({ right, texts }) {
  return `${((100 * right) / texts.length).toFixed(1)} %`;
}

function sameTexts(a, b) {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}

function describe({ status, error, trained_tokens: tokens, created_at: from, finished_at: to }) {
  return status === 'succeeded' ? `${tokens} tokens, ${to - from} s` : `${status}: ${error?.message ?? ''}`;
}
