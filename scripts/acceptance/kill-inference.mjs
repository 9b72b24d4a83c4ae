// Kills the worker in the middle of inference jobs, called by kill-worker.mjs --inference: the result file of each must be
// that of the job that nobody disturbed, byte for byte, and each row must be charged once.

import { createHash } from 'node:crypto';
import { waitFor } from '../demo/wait-for.mjs';
import { readInferenceBooks } from './read-inference-books.mjs';
import { uploadSample } from './upload-sample.mjs';

const rows = 12_000;
/** One claim checks the rows, the next one answers them. */
const fenceOfFirstRun = 2;
const say = (line) => process.stdout.write(`${line}\n`);

/** Each breaks the books or the result as a missing guard in the product would. */
const faults = {
  'double-charge': (jobId) => `
    INSERT INTO usage (id, "organizationId", "projectId", "eventKey", meter, "baseModel", "modelId", tokens, "rateMicros",
      "priceBookId", "amountMicros", funding)
    SELECT id || 'x', "organizationId", "projectId", "eventKey" || ':again', meter, "baseModel", "modelId", tokens,
      "rateMicros", "priceBookId", "amountMicros", funding FROM usage WHERE "eventKey" = 'infer:${jobId}:1'`,
  'usage-off-by-one': (jobId) => `
    ALTER TABLE usage DISABLE TRIGGER USER;
    UPDATE usage SET "amountMicros" = "amountMicros" + 1 WHERE "eventKey" = 'infer:${jobId}:0';
    ALTER TABLE usage ENABLE TRIGGER USER`,
  'other-bytes': (jobId) => `
    UPDATE file SET sha256 = md5(sha256) WHERE id = (SELECT "outputFileId" FROM inference_job WHERE id = '${jobId}')`,
  'row-twice': (jobId) => `
    UPDATE inference_chunk SET "rowsDone" = "rowsDone" + 1 WHERE "jobId" = '${jobId}' AND chunk = 2`,
};

export const inferencePlantNames = Object.keys(faults);

export async function killInference({ platform, customer, books, rounds, plants, checker }) {
  const { browser, projectId, api, download } = customer;
  const { check, done } = checker;
  const model = await trainModel(api);
  const order = { api, browser, projectId, model, fileId: await uploadRows(api) };
  const calm = await readInferenceBooks(books, await runJob(order));
  check('undisturbed run', calm.status === 'COMPLETED' && calm.fence === fenceOfFirstRun, describe(calm));
  let last;
  for (let round = 1; round <= rounds; round += 1) {
    const target = Math.max(1, Math.round((calm.chunks * round) / (rounds + 1)));
    const jobId = await startJob(order);
    const killed = await killAtChunk({ platform, books, jobId, chunk: target });
    await awaitEnd(order, jobId);
    const job = await readInferenceBooks(books, jobId);
    say(
      `    round ${round}: process ${killed.pid} killed at chunk ${killed.chunk} of ${job.chunks}, fence ${killed.fence} → ${job.fence}`,
    );
    const downloaded = createHash('sha256')
      .update(await download(job.outputFileId))
      .digest('hex');
    check(
      `round ${round}: the file that is downloaded is the one that was written`,
      downloaded === job.sha256,
      downloaded,
    );
    const compare = (found) => checkBooks(check, { round, job: found, calm, killed });
    compare(job);
    last = { jobId, compare };
  }
  done();
  await plantAndCompare({ books, plants, ...last });
}

function checkBooks(check, { round, job, calm, killed }) {
  check(`round ${round}: the job is complete`, job.status === 'COMPLETED', describe(job));
  check(`round ${round}: another claim took it over`, job.fence > killed.fence, `fence ${killed.fence} → ${job.fence}`);
  check(`round ${round}: the bytes of the undisturbed run`, job.sha256 === calm.sha256, job.sha256);
  check(`round ${round}: every row once`, job.rows === rows && job.chunkRows === rows, `${job.chunkRows} of ${rows}`);
  check(`round ${round}: one charge for each chunk`, job.usages === job.chunks, `${job.usages} of ${job.chunks}`);
  check(`round ${round}: tokens of the undisturbed run`, job.tokens === calm.tokens, job.tokens);
  check(
    `round ${round}: charged what was answered`,
    job.usageMicros === job.chargedMicros && job.usageMicros === calm.usageMicros,
    `${job.usageMicros} micro-USD`,
  );
  check(`round ${round}: the ledger agrees`, job.ledgerMicros === job.usageMicros, `${job.ledgerMicros} micro-USD`);
  check(`round ${round}: nothing is held any more`, job.heldMicros === '0', `${job.heldMicros} micro-USD`);
}

/** Each fault in right books, and away again; throws the last miss when all have been planted. */
async function plantAndCompare({ books, jobId, plants, compare }) {
  let miss;
  for (const plant of plants) {
    say(`    planted: ${plant}`);
    await books.query('BEGIN');
    try {
      if (!/^batch_[0-9A-Za-z]+$/.test(jobId)) throw new Error(`${jobId} is no job id`);
      await books.query(faults[plant](jobId));
      compare(await readInferenceBooks(books, jobId));
    } catch (error) {
      if (error.name !== 'MissError') throw error;
      miss = error;
    } finally {
      await books.query('ROLLBACK');
    }
  }
  if (miss) throw miss;
}

function describe({ status, chunks, rows: answered, fence }) {
  return `${status}, ${answered} rows in ${chunks} chunks, fence ${fence}`;
}

async function trainModel(api) {
  const job = await api('/fine_tuning/jobs', {
    method: 'POST',
    body: {
      ...{ model: 'text-classifier-lstm', training_file: await uploadSample({ api }), seed: 5 },
      method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 4, hidden_size: 32 } } },
    },
  });
  return waitFor(
    `the model of ${job.id}`,
    async () => {
      const { status, fine_tuned_model: name, error } = await api(`/fine_tuning/jobs/${job.id}`);
      if (status === 'failed' || status === 'cancelled') throw new Error(`${status}: ${error?.message}`);
      return name ?? undefined;
    },
    { ms: 240_000, everyMs: 500 },
  );
}

/** Texts of many lengths, and some rows that cannot be asked. */
async function uploadRows(api) {
  const words = ['refund', 'invoice', 'login', 'password', 'crash', 'slow', 'thanks', 'late', 'parcel', 'cancel'];
  const text = (i) => Array.from({ length: 1 + (i % 17) }, (_, k) => words[(i * 7 + k * (1 + (i % 3))) % 10]).join(' ');
  const lines = Array.from({ length: rows }, (_, i) =>
    JSON.stringify(i % 997 === 5 ? { text: ' ' } : { text: text(i) }),
  );
  const form = new FormData();
  form.set('purpose', 'batch');
  form.set('file', new Blob([`${lines.join('\n')}\n`]), 'tickets.jsonl');
  return (await api('/files', { method: 'POST', form })).id;
}

async function startJob({ browser, projectId, model, fileId }) {
  const body = { model, route: '/v1/classifications', fileId, column: 'text', parameters: { top_k: 3 } };
  return (await browser.call(`/api/projects/${projectId}/inference`, { method: 'POST', body })).id;
}

async function awaitEnd({ api }, jobId) {
  await waitFor(
    `the end of ${jobId}`,
    async () => {
      const { status } = await api(`/batches/${jobId}`);
      return ['completed', 'failed', 'cancelled', 'expired'].includes(status) ? status : undefined;
    },
    { ms: 300_000, everyMs: 500 },
  );
}

async function runJob(order) {
  const jobId = await startJob(order);
  await awaitEnd(order, jobId);
  return jobId;
}

/** Waits until so many chunks are recorded, then kills the worker; its serving process goes with it. */
async function killAtChunk({ platform, books, jobId, chunk }) {
  return waitFor(
    `chunk ${chunk} of ${jobId}`,
    async () => {
      const { rows: found } = await books.query('SELECT status, "chunksDone", fence FROM inference_job WHERE id = $1', [
        jobId,
      ]);
      const [job] = found;
      if (['COMPLETED', 'FAILED', 'CANCELLED', 'EXPIRED'].includes(job.status))
        throw new Error(`${jobId} ended before chunk ${chunk}`);
      if (job.chunksDone < chunk) return undefined;
      const pid = platform.pids().worker;
      process.kill(pid, 'SIGKILL');
      return { pid, chunk: job.chunksDone, fence: job.fence };
    },
    { ms: 120_000, everyMs: 10 },
  );
}
