// Drives files → fine-tuning → events → checkpoints → classification → batches with the real `openai` package against a running
// server: node scripts/acceptance/openai-client.mjs [--url URL --key KEY]

import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import OpenAI, { APIError, AuthenticationError, NotFoundError } from 'openai';
import { makeChecker, runScript } from './make-checker.mjs';
import { readTarget } from './read-target.mjs';
import { tryBatches } from './try-batches.mjs';

const sample = new URL('../demo/support-tickets.jsonl', import.meta.url);
const rows = 240;

await runScript(async () => {
  const { url, apiKey } = readTarget();
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey });
  const { check, done } = makeChecker();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-openai-'));
  try {
    await tryModels({ client, check });
    const file = await tryFiles({ client, check, folder });
    const job = await tryFineTuning({ client, check, file });
    await tryClassification({ client, check, job });
    await tryBatches({ client, check, job });
    await tryRefusals({ client, check, url });
    await tryDeletion({ client, check, file, job });
    done();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function tryModels({ client, check }) {
  const models = [];
  for await (const model of client.models.list()) models.push(model.id);
  check('base model listed', models.includes('text-classifier-lstm'), `${models.length} models`);
  const base = await client.models.retrieve('text-classifier-lstm');
  check('base model retrieved', base.object === 'model' && Number.isInteger(base.created), `created ${base.created}`);
}

async function tryFiles({ client, check, folder }) {
  const text = (await readFile(sample, 'utf8')).split('\n').slice(0, rows).join('\n');
  const source = path.join(folder, 'tickets.jsonl');
  await writeFile(source, text);
  const made = await client.files.create({ file: createReadStream(source), purpose: 'fine-tune' });
  check('file stored whole', made.bytes === Buffer.byteLength(text), `${made.bytes} bytes, ${made.id}`);
  const file = await client.files.waitForProcessing(made.id, { pollInterval: 200 });
  check('file processed', file.status === 'processed', file.status);
  const content = await (await client.files.content(made.id)).text();
  check('content comes back byte for byte', content === text, `${Buffer.byteLength(content)} bytes`);
  const listed = [];
  for await (const one of client.files.list({ limit: 1 })) {
    listed.push(one.id);
    if (one.id === made.id || listed.length >= 50) break;
  }
  check('file listed, paged one by one', listed.includes(made.id), `${listed.length} seen`);
  return made;
}

async function tryFineTuning({ client, check, file }) {
  const created = await client.fineTuning.jobs.create({
    model: 'text-classifier-lstm',
    training_file: file.id,
    suffix: 'acceptance',
    seed: 3,
    method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 3, batch_size: 'auto' } } },
    metadata: { run: 'acceptance' },
  });
  const isKnown = ['validating_files', 'queued', 'running'].includes(created.status);
  check('job created', isKnown && created.fine_tuned_model === null, `${created.id} ${created.status}`);
  let job = created;
  const since = performance.now();
  while (!['succeeded', 'failed', 'cancelled'].includes(job.status) && performance.now() - since < 300_000) {
    await pause(500);
    job = await client.fineTuning.jobs.retrieve(created.id);
  }
  check(
    'job succeeded',
    job.status === 'succeeded',
    `${job.status} ${job.error?.message ?? ''} ${job.trained_tokens} tokens`,
  );
  check('epochs as asked', job.hyperparameters.n_epochs === 3, String(job.hyperparameters.n_epochs));
  const events = [];
  for await (const event of client.fineTuning.jobs.listEvents(job.id, { limit: 5 })) events.push(event);
  const metrics = events.filter(({ type }) => type === 'metrics');
  check(
    'events paged, newest first',
    events.length > 5 && events[0].created_at >= events.at(-1).created_at,
    `${events.length}`,
  );
  check(
    'metrics among them',
    metrics.some(({ data }) => Number.isFinite(data?.train_loss)),
    `${metrics.length}`,
  );
  const announced = events.some(({ message }) => message === `New fine-tuned model created: ${job.fine_tuned_model}`);
  check('model announced', announced, String(job.fine_tuned_model));
  const checkpoints = [];
  for await (const one of client.fineTuning.jobs.checkpoints.list(job.id)) checkpoints.push(one);
  check(
    'checkpoints',
    checkpoints.length > 0 && checkpoints.every(({ step_number }) => step_number > 0),
    `${checkpoints.length}`,
  );
  const filtered = await client.fineTuning.jobs.list({ metadata: { run: 'acceptance' }, limit: 100 });
  check(
    'metadata filter',
    filtered.data.some(({ id }) => id === job.id),
    `${filtered.data.length} jobs`,
  );
  return job;
}

async function tryClassification({ client, check, job }) {
  const classify = (input) =>
    client.post('/classifications', { body: { model: job.fine_tuned_model, input, top_k: 3 }, maxRetries: 8 });
  const inputs = ['I was charged twice for the team plan.', 'My parcel never came.', 'The app shows error 502.'];
  const singles = [];
  for (const input of inputs) singles.push(await classify(input));
  const together = await classify(inputs);
  const labels = together.data.map(({ label }) => label).join(', ');
  check(
    'three inputs, three answers in order',
    together.data.every(({ index }, i) => index === i),
    labels,
  );
  const [first] = together.data;
  const sum = first.scores.reduce((total, { score }) => total + score, 0);
  check('probabilities add up to 1', first.scores.length === 3 && Math.abs(sum - 1) < 1e-4, sum.toFixed(6));
  const apart = singles.reduce((total, { usage }) => total + usage.total_tokens, 0);
  const { total_tokens: at } = together.usage;
  check('usage of one call = usage of its parts', at > 0 && at === apart, `${at} = ${apart} tokens`);
}

async function tryRefusals({ client, check, url }) {
  const refusal = async (run) => {
    try {
      await run();
      return undefined;
    } catch (error) {
      return error;
    }
  };
  const wrong = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'sk-mm-wrong', maxRetries: 0 });
  const key = await refusal(() => wrong.models.list());
  check(
    'wrong key',
    key instanceof AuthenticationError && key.code === 'invalid_api_key',
    `${key?.status} ${key?.code}`,
  );
  const missing = await refusal(() => client.fineTuning.jobs.retrieve(`ftjob-${'a'.repeat(24)}`));
  check(
    'foreign job',
    missing instanceof NotFoundError && Boolean(missing.requestID),
    `${missing?.status} ${missing?.code}`,
  );
  const response = await refusal(() => client.responses.create({ model: 'x', input: 'x' }));
  const isNotOffered = response instanceof APIError && response.status === 501;
  check('endpoint not offered', isNotOffered, `${response?.status} ${response?.code}`);
  const messages = [{ role: 'user', content: 'x' }];
  const chat = await refusal(() => client.chat.completions.create({ model: 'nobody', messages }));
  const isUnknown = chat instanceof NotFoundError && chat.code === 'model_not_found';
  check('unknown chat model', isUnknown, `${chat?.status} ${chat?.code}`);
  const stream = await refusal(() => client.chat.completions.create({ model: 'nobody', messages, stream: true }));
  const isNamed = stream?.code === 'unsupported_parameter' && stream.param === 'stream';
  check('streams are refused by name', isNamed, `${stream?.status} ${stream?.code} ${stream?.param}`);
  const model = await refusal(() => client.post('/classifications', { body: { model: 'nobody', input: 'x' } }));
  check('unknown model', model?.status === 404 && model.code === 'model_not_found', `${model?.status} ${model?.code}`);
}

async function tryDeletion({ client, check, file, job }) {
  const model = await client.models.delete(job.fine_tuned_model);
  check('model deleted', model.deleted === true, model.id);
  const deleted = await client.files.delete(file.id);
  check('file deleted', deleted.deleted === true, deleted.id);
}
