import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const usd = (micros) => `$${(micros / 1e6).toFixed(6)}`;

/** Prints what came out and how to use it, and writes `demo.json` (0600) for scripts. */
export function writeSummary({ platform, stateFolder, outcome, seconds, say }) {
  const { account, apiKey, uploaded, dataset, job, endpoint, call, usage, invoice } = outcome;
  const { email, password, projectId, organizationId } = account;
  const result = {
    rows: dataset.rows,
    accuracy: job.accuracy,
    usageMicros: usage.usageMicros,
    invoicedMicros: invoice.invoicedMicros,
    seconds: Math.round(seconds * 10) / 10,
  };
  const ids = {
    organizationId,
    projectId,
    fileId: uploaded.fileId,
    datasetId: dataset.datasetId,
    jobId: job.jobId,
    model: job.model,
    endpointId: endpoint.endpointId,
    endpoint: endpoint.name,
    invoiceId: invoice.invoiceId,
  };
  const file = path.join(stateFolder, 'demo.json');
  const value = { url: platform.url, email, password, apiKey, ids, result };
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);

  say(`
Summary
  accuracy     ${(100 * job.accuracy).toFixed(1)} % on held-out rows (${dataset.rows.toLocaleString('en-US')} rows in all)
  sentence     "${call.sentence}"
               → ${call.label} (${(100 * call.score).toFixed(1)} %), ${call.tokens} tokens
  usage        ${usd(usage.usageMicros)} (training and calls)
  invoice      ${invoice.line}
  time         ${result.seconds} s

  URL          ${platform.url}
  sign in      ${email}  ${password}
  API key      ${apiKey}

curl ${platform.url}/v1/classifications \\
  -H "Authorization: Bearer ${apiKey}" -H "Content-Type: application/json" \\
  -d '{"model": "${endpoint.name}", "input": "My parcel never came."}'

import OpenAI from 'openai';
const client = new OpenAI({ baseURL: '${platform.url}/v1', apiKey: '${apiKey}' });
const answer = await client.post('/classifications', { body: { model: '${endpoint.name}', input: 'My parcel never came.' } });
console.log(answer.data[0].label, answer.data[0].score);

Written to ${file}`);
}
