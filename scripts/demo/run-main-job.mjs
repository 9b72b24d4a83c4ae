import { openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { makeApi } from './http-client.mjs';
import { makeReporter } from './report-step.mjs';
import { signUp } from './sign-up.mjs';
import { subscribe } from './subscribe.mjs';
import { takeRows } from './take-rows.mjs';
import { waitFor } from './wait-for.mjs';

const micros = (amount) => `$${(Number(amount) / 1e6).toFixed(6)}`;

/**
 * Sign up → subscribe → upload → train → deploy → call → usage → invoice, each through the running product's own HTTP.
 * Returns what the summary shows; every figure in it was read back.
 */
export async function runMainJob({ platform, stateFolder, file, limit, say }) {
  const step = makeReporter(say);
  const account = await step('sign up', () => signUp(platform));
  const { browser, projectId, organizationId } = account;
  await step('subscribe to Pro', () => subscribe({ platform, browser, organizationId }));
  const { apiKey } = await step('create an API key', async () => {
    const made = await browser.call(`/api/projects/${projectId}/api-keys`, { method: 'POST', body: { name: 'Demo' } });
    return { result: `${made.key.slice(0, 10)}…`, apiKey: made.key };
  });
  const api = makeApi({ local: platform.local, apiKey });
  const uploaded = await step('upload', () => upload({ api, file, limit, stateFolder }));
  const dataset = await step('check the data', () => awaitDataset({ browser, projectId, fileId: uploaded.fileId }));
  const job = await step('fine-tune', () => fineTune({ api, fileId: uploaded.fileId, say }));
  const endpoint = await step('deploy', async () => {
    const name = `demo-${Date.now().toString(36)}`;
    const body = { name, modelId: job.model };
    const made = await browser.call(`/api/projects/${projectId}/endpoints`, { method: 'POST', body });
    return { result: `${name} → ${job.model}`, name, endpointId: made.id };
  });
  const call = await step('classify', () => classify({ api, model: endpoint.name, sentence: dataset.sentence }));
  const usage = await step('usage', () => readUsage({ browser, projectId }));
  const invoice = await step('invoice', () => closePeriod({ platform, browser, organizationId }));
  if (invoice.invoicedMicros !== usage.usageMicros)
    throw new Error(`the invoice has ${invoice.invoicedMicros} micro-USD, the usage page ${usage.usageMicros}`);
  return { account, apiKey, uploaded, dataset, job, endpoint, call, usage, invoice };
}

async function upload({ api, file, limit }) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-demo-'));
  try {
    const taken = await takeRows({ file: path.resolve(file), limit, folder });
    const form = new FormData();
    form.set('purpose', 'fine-tune');
    form.set('file', await openAsBlob(taken), path.basename(taken));
    const made = await api('/files', { method: 'POST', form });
    return { result: `${path.basename(taken)}, ${made.bytes.toLocaleString('en-US')} bytes`, fileId: made.id };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function awaitDataset({ browser, projectId, fileId }) {
  const found = await waitFor(
    'the check of the file',
    async () => {
      const { data } = await browser.call(`/api/projects/${projectId}/datasets`);
      const dataset = data.find((one) => one.fileId === fileId);
      return dataset && /READY|INVALID/.test(dataset.status) ? dataset : undefined;
    },
    { ms: 600_000 },
  );
  const dataset = await browser.call(`/api/projects/${projectId}/datasets/${found.id}`);
  if (dataset.status === 'INVALID') throw new Error(`the file cannot be trained on: ${dataset.reason}`);
  const { report } = dataset;
  const labels = report.labels.map(({ label, rows }) => `${label} ${rows}`).join(', ');
  return {
    result: `${report.rowsValid.toLocaleString('en-US')} rows (${labels}), ${report.rowsBad} bad`,
    rows: report.rowsValid,
    datasetId: found.id,
    sentence: report.examples[0].text,
  };
}

async function fineTune({ api, fileId, say }) {
  const created = await api('/fine_tuning/jobs', {
    method: 'POST',
    body: { model: 'text-classifier-lstm', training_file: fileId, suffix: 'demo', seed: 7 },
  });
  let shown = '';
  const job = await waitFor(
    'the end of the training',
    async () => {
      const { data } = await api(`/fine_tuning/jobs/${created.id}/events?limit=1`);
      const line = data[0]?.message ?? '';
      if (line !== shown) say(`        ${line}`);
      shown = line;
      const now = await api(`/fine_tuning/jobs/${created.id}`);
      return ['succeeded', 'failed', 'cancelled'].includes(now.status) ? now : undefined;
    },
    { ms: 3_600_000, everyMs: 1_000 },
  );
  if (job.status !== 'succeeded') throw new Error(`${job.status}: ${job.error?.message ?? 'no reason given'}`);
  const model = await api(`/models/${encodeURIComponent(job.fine_tuned_model)}`);
  const { accuracy } = model.metrics;
  return {
    result: `${job.fine_tuned_model}, accuracy ${(100 * accuracy).toFixed(1)} % on held-out rows`,
    jobId: job.id,
    model: job.fine_tuned_model,
    accuracy,
    trainedTokens: job.trained_tokens,
  };
}

async function classify({ api, model, sentence }) {
  const body = { model, input: sentence, top_k: 3 };
  // The first call loads the model; a client of ours would be told to wait by the same answer.
  const answer = await waitFor('an answer of the endpoint', () =>
    api('/classifications', { method: 'POST', body }).catch((error) => {
      if (/ 503 /.test(error.message)) return undefined;
      throw error;
    }),
  );
  const { label, score } = answer.data[0];
  return {
    result: `"${sentence.slice(0, 48)}…" → ${label} ${(100 * score).toFixed(1)} %, ${answer.usage.total_tokens} tokens`,
    sentence,
    label,
    score,
    tokens: answer.usage.total_tokens,
  };
}

async function readUsage({ browser, projectId }) {
  const usage = await browser.call(`/api/projects/${projectId}/usage`);
  const { amountMicros, tokens } = usage.total;
  return {
    result: `${Number(tokens).toLocaleString('en-US')} tokens, ${micros(amountMicros)}`,
    usageMicros: Number(amountMicros),
  };
}

/** Ends the simulated month of this customer and reads the invoice that the product then shows. */
async function closePeriod({ platform, browser, organizationId }) {
  const billing = `/api/organizations/${organizationId}/billing`;
  const { customerId } = await browser.call(billing);
  const advance = async (to) => {
    const answer = await fetch(`${platform.stripe.url}/_fake/customers/${customerId}/advance`, {
      method: 'POST',
      headers: { authorization: `Bearer ${platform.stripe.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ to }),
    });
    if (!answer.ok) throw new Error(`the simulated month did not end: ${await answer.text()}`);
  };
  await advance('next_invoice');
  await awaitMeters({ systemUrl: platform.systemUrl, organizationId });
  await advance('next_invoice_final');
  const invoice = await waitFor('the invoice', async () => {
    const { invoices } = await browser.call(billing);
    return invoices.find((one) => one.status === 'paid' && one.lines.some((line) => line.meter));
  });
  const lines = invoice.lines.filter((line) => line.meter);
  const total = (key) => lines.reduce((sum, line) => sum + Number(line[key]), 0);
  return {
    result: `${invoice.number ?? invoice.id}: usage ${micros(total('quantity'))}, status ${invoice.status}`,
    invoiceId: invoice.id,
    invoicedMicros: total('quantity'),
    line: lines
      .map((line) => `${line.description}: ${micros(line.quantity)} → $${(Number(line.amountCents) / 100).toFixed(2)}`)
      .join('\n               '),
  };
}

/** Usage reaches Stripe through the outbox; the month must not close before it has arrived. */
async function awaitMeters({ systemUrl, organizationId }) {
  const client = new pg.Client({ connectionString: systemUrl });
  await client.connect();
  try {
    await waitFor(
      'the report of all usage to Stripe',
      async () => {
        const { rows } = await client.query(
          `SELECT (SELECT coalesce(sum("amountMicros"), 0) FROM usage WHERE "organizationId" = $1 AND funding = 'INVOICE') =
                  (SELECT coalesce(sum("amountMicros"), 0) FROM (
                     SELECT DISTINCT ON (meter, hour) "amountMicros", state FROM meter_event
                     WHERE "organizationId" = $1 ORDER BY meter, hour, revision DESC) latest
                   WHERE state = 'ACCEPTED') AS done`,
          [organizationId],
        );
        return rows[0].done ? true : undefined;
      },
      { ms: 120_000 },
    );
  } finally {
    await client.end();
  }
}
