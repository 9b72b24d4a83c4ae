// Kills the worker with SIGKILL in the middle of a training, again and again, on a platform of its own:
// node scripts/acceptance/kill-worker.mjs [--inference] [--rounds 10] [--epochs 30] [--plant FAULT]...
// Every job must end well, be charged once, and have the metrics of the run that nobody disturbed.
// `--plant` breaks the books on purpose (double-charge, usage-off-by-one, missing-fence) once all was right, one fault
// after the other in those of the last round: the script must then fail. With --inference it is killed in inference jobs
// instead (kill-inference.mjs).

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { makeApi } from '../demo/http-client.mjs';
import { signUp } from '../demo/sign-up.mjs';
import { subscribe } from '../demo/subscribe.mjs';
import { waitFor } from '../demo/wait-for.mjs';
import { ownSettings } from '../platform/own-settings.mjs';
import { prepare } from '../platform/prepare.mjs';
import { inferencePlantNames, killInference } from './kill-inference.mjs';
import { makeChecker, runScript } from './make-checker.mjs';
import { plantFault, plantNames } from './plant-fault.mjs';
import { readBooks } from './read-books.mjs';
import { uploadSample } from './upload-sample.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '10' },
      epochs: { type: 'string', default: '30' },
      inference: { type: 'boolean', default: false },
      plant: { type: 'string', multiple: true, default: [] },
    },
  });
  const rounds = wholeNumber('rounds', values.rounds);
  const epochs = wholeNumber('epochs', values.epochs);
  const plants = values.plant;
  const names = values.inference ? inferencePlantNames : plantNames;
  if (plants.some((plant) => !names.includes(plant))) throw new Error(`--plant takes one of ${names.join(', ')}`);
  const engine = await prepare({ say: (what, line) => say(`    ${what.padEnd(14)}${line}`) });
  const { startPlatform } = await import('../platform/start-platform.mjs');
  const stateFolder = await mkdtemp(path.join(os.tmpdir(), 'modelmint-kill-'));
  const platform = await startPlatform({ stateFolder, log: (line) => say(`    ${line}`), env: ownSettings(), engine });
  const books = new pg.Client({ connectionString: platform.superuserUrl });
  await books.connect();
  try {
    const customer = await makeCustomer(platform);
    const checker = makeChecker();
    if (values.inference) await killInference({ platform, customer, books, rounds, plants, checker });
    else await killAndCompare({ platform, customer, books, rounds, epochs, plants, checker });
  } finally {
    await books.end();
    await platform.stop();
    await rm(stateFolder, { recursive: true, force: true });
  }
});

function wholeNumber(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number from 1 on`);
  return value;
}

async function makeCustomer(platform) {
  const { browser, organizationId, projectId } = await signUp(platform);
  await subscribe({ platform, browser, organizationId });
  const { key } = await browser.call(`/api/projects/${projectId}/api-keys`, { method: 'POST', body: { name: 'kill' } });
  const download = async (fileId) => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await fetch(`${platform.local}/v1/files/${fileId}/content`, { headers });
    if (!answer.ok) throw new Error(`GET /v1/files/${fileId}/content: ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  return { browser, projectId, api: makeApi({ local: platform.local, apiKey: key }), download };
}

async function killAndCompare({ platform, customer, books, rounds, epochs, plants, checker }) {
  const { check, done } = checker;
  const { api } = customer;
  const order = { api, epochs, fileId: await uploadSample({ api }) };
  const calm = await readBooks(books, await runJob(order));
  check('undisturbed run', calm.status === 'SUCCEEDED' && calm.attempts === 0, describe(calm));
  let last;
  for (let round = 1; round <= rounds; round += 1) {
    const target = Math.max(1, Math.round(calm.steps * (0.1 + (0.8 * round) / (rounds + 1))));
    const jobId = await startJob(order);
    const killed = await killAtStep({ platform, books, jobId, step: target });
    await awaitEnd({ api, jobId });
    const job = await readBooks(books, jobId);
    say(
      `    round ${round}: process ${killed.pid} killed at step ${killed.step} of ${job.steps}, fence ${killed.fence} → ${job.fence}`,
    );
    for (const row of job.ledger) say(`      ledger ${row.key} ${row.account} ${row.amountMicros}`);
    const compare = (found) => checkBooks(check, { round, job: found, calm, killed });
    compare(job);
    last = { jobId, compare };
  }
  done();
  await plantAndCompare({ books, plants, ...last });
}

/** Each fault in right books, and away again; throws the last miss when all have been planted. */
async function plantAndCompare({ books, jobId, plants, compare }) {
  let miss;
  for (const plant of plants) {
    say(`    planted: ${plant}`);
    await books.query('BEGIN');
    try {
      await plantFault({ books, jobId, plant });
      compare(await readBooks(books, jobId));
    } catch (error) {
      if (error.name !== 'MissError') throw error;
      miss = error;
    } finally {
      await books.query('ROLLBACK');
    }
  }
  if (miss) throw miss;
}

function checkBooks(check, { round, job, calm, killed }) {
  check(`round ${round}: the job succeeded`, job.status === 'SUCCEEDED', describe(job));
  check(
    `round ${round}: another claim took it over`,
    job.fence > killed.fence && job.attempts === 1,
    `fence ${job.fence}, attempt ${job.attempts}`,
  );
  check(
    `round ${round}: no write of the old claim after the new one`,
    job.lateWrites === 0,
    `${job.lateWrites} late writes`,
  );
  check(`round ${round}: one model`, job.models === 1, `${job.models}`);
  check(`round ${round}: one usage row`, job.usages === 1, `${job.usages}`);
  check(
    `round ${round}: charged what was trained`,
    job.usageMicros === job.expectedMicros,
    `${job.usageMicros} = ${job.expectedMicros} micro-USD`,
  );
  check(
    `round ${round}: the ledger agrees`,
    job.ledgerMicros === job.usageMicros,
    `${job.ledgerMicros} micro-USD in ${job.ledger.length} entries`,
  );
  check(`round ${round}: metrics of the undisturbed run`, job.metrics === calm.metrics, job.accuracy);
  check(`round ${round}: tokens of the undisturbed run`, job.tokens === calm.tokens, `${job.tokens}`);
}

function describe({ status, attempts, steps, accuracy }) {
  return `${status}, lost ${attempts} workers, ${steps} steps, ${accuracy}`;
}

async function startJob({ api, epochs, fileId }) {
  const hyperparameters = { n_epochs: epochs, early_stop_patience: 50, hidden_size: 96 };
  const job = await api('/fine_tuning/jobs', {
    method: 'POST',
    body: {
      model: 'text-classifier-lstm',
      training_file: fileId,
      seed: 5,
      method: { type: 'supervised', supervised: { hyperparameters } },
    },
  });
  return job.id;
}

async function awaitEnd({ api, jobId }) {
  await waitFor(
    `the end of ${jobId}`,
    async () => {
      const job = await api(`/fine_tuning/jobs/${jobId}`);
      return ['succeeded', 'failed', 'cancelled'].includes(job.status) ? job : undefined;
    },
    { ms: 300_000, everyMs: 500 },
  );
}

async function runJob(order) {
  const jobId = await startJob(order);
  await awaitEnd({ api: order.api, jobId });
  return jobId;
}

/** Waits for the step, then kills the worker; its child goes with it. */
async function killAtStep({ platform, books, jobId, step }) {
  return waitFor(
    `step ${step} of ${jobId}`,
    async () => {
      const { rows } = await books.query('SELECT status, step, fence FROM fine_tuning_job WHERE id = $1', [jobId]);
      const [job] = rows;
      if (['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(job.status))
        throw new Error(`${jobId} ended before step ${step}`);
      if (job.step < step) return undefined;
      const pid = platform.pids().worker;
      process.kill(pid, 'SIGKILL');
      return { pid, step: job.step, fence: job.fence };
    },
    { ms: 120_000, everyMs: 20 },
  );
}
