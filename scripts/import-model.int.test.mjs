import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openQueue } from '@modelmint/queue/open-queue';
import { cloneDatabase } from '@modelmint/testing/clone-database';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testVariables } from '../apps/worker/src/make-test-deps.ts';
import { startWorkerProcess } from '../apps/worker/src/worker-process.ts';

const program = path.join(import.meta.dirname, 'import-model.mjs');
const reference = path.resolve(import.meta.dirname, '../packages/ml/references/llama-rope-llama3');
const folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-import-'));
let clone;
let client;
let worker;
beforeAll(async () => {
  clone = await cloneDatabase();
  client = new pg.Client({ ...clone.superuser });
  await client.connect();
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  await worker?.ended;
  await client.end();
  await clone.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the script as an operator does. */
async function importModel(...args) {
  const env = { PATH: process.env.PATH, DATABASE_SYSTEM_URL: clone.systemUrl };
  const child = spawn(process.execPath, [program, ...args], { env });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
  const status = await new Promise((resolve) => child.once('close', resolve));
  return { status, text };
}

/** The same with time made short: an import that waits is as old as the sweep wants it, and a sweep comes. */
async function importSoon(checkpoint) {
  const silent = { info: () => {}, warn: () => {}, error: () => {} };
  const queue = openQueue({ database: clone.logins.app, log: silent });
  let isDone = false;
  const done = importModel(checkpoint).finally(() => {
    isDone = true;
  });
  const old = `UPDATE base_model SET "createdAt" = now() - interval '1 minute'
    WHERE status = 'PENDING' AND "createdAt" > now() - interval '30 seconds'`;
  await expect
    .poll(
      async () => {
        if ((await client.query(old)).rowCount > 0) await queue.ring('job.sweep', {});
        return isDone;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  await queue.close();
  return done;
}

test('nothing is asked for while no worker runs, or what is asked for cannot be', async () => {
  expect(await importModel(reference)).toEqual({ status: 1, text: expect.stringMatching(/no worker is running/) });
  expect(await importModel('not a name')).toEqual({ status: 1, text: expect.stringMatching(/use owner\/name/) });
  const badName = await importModel(reference, '--name', 'ft:mine');
  expect(badName).toEqual({ status: 1, text: expect.stringMatching(/is no name for a base model/) });
  expect(await importModel()).toEqual({ status: 1, text: expect.stringMatching(/name one folder or repository/) });
  expect((await client.query('SELECT 1 FROM base_model')).rows).toEqual([]);
});

test('a folder is imported for everybody; one that is refused says why, and is tried anew', async () => {
  worker = startWorkerProcess({ ...testVariables(clone, folder), WORKER_QUEUES: 'cpu' });
  await expect
    .poll(async () => (await client.query('SELECT 1 FROM worker')).rows.length, { timeout: 60_000 })
    .toBeGreaterThan(0);
  const checkpoint = path.join(folder, 'Small-Chat');
  cpSync(reference, checkpoint, { recursive: true });
  rmSync(path.join(checkpoint, 'tokenizer.json'));
  const refused = await importSoon(checkpoint);
  expect(refused).toEqual({ status: 1, text: expect.stringMatching(/Not imported: .*has no tokenizer\.json/) });
  cpSync(path.join(reference, 'tokenizer.json'), path.join(checkpoint, 'tokenizer.json'));
  writeFileSync(path.join(checkpoint, 'README.md'), '---\nlicense: apache-2.0\n---\n');
  const { status, text } = await importSoon(checkpoint);
  expect(text).toMatch(/READY, for everybody:/);
  expect(text).toMatch(/LlamaForCausalLM \(causal-lm\)/);
  expect(text).toMatch(/licence +apache-2\.0/);
  expect(status).toBe(0);
  const { rows } = await client.query(
    'SELECT name, status::text, "organizationId" FROM base_model WHERE "deletedAt" IS NULL',
  );
  expect(rows).toEqual([{ name: 'small-chat', status: 'READY', organizationId: null }]);
  expect(await importModel(checkpoint)).toEqual({
    status: 1,
    text: expect.stringMatching(/There is a base model 'small-chat' already/),
  });
});
