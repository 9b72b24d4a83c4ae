import { AppError } from '@modelmint/domain/errors';
import type { RunningJob } from '@modelmint/queue/make-worker';
import { makeLogger } from '@modelmint/telemetry/make-logger';
import { expect, test } from 'vitest';
import type { WorkerDeps } from './deps.ts';
import type { Handlers } from './jobs/handler.ts';
import { asAppError, asPlatformFault, runJob } from './run-job.ts';

function makeParts(sweep: Handlers['job.sweep']) {
  const lines: string[] = [];
  const seen: { name: string; outcome: string; waitMs: number }[] = [];
  const log = makeLogger({ service: 'test', level: 'debug', destination: { write: (line) => lines.push(line) } });
  const deps = {
    log,
    metrics: { observeJob: (one: (typeof seen)[number]) => seen.push(one) },
  } as unknown as WorkerDeps;
  const job: RunningJob = {
    name: 'job.sweep',
    payload: {},
    attempt: 2,
    waitMs: 7,
    signal: new AbortController().signal,
  };
  const run = () => runJob(deps, { 'job.sweep': sweep } as unknown as Handlers, job);
  return { lines, seen, run };
}

test('a job is logged and counted, and its handler logs with its name', async () => {
  const { lines, seen, run } = makeParts(async ({ log }) => log.info('at work'));
  await run();
  expect(seen).toMatchObject([{ name: 'job.sweep', outcome: 'succeeded', waitMs: 7 }]);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'at work', job: 'job.sweep', attempt: 2 });
});

test.each([
  [new AppError('not_found', 'gone'), 'failed', { code: 'not_found', retryable: false }],
  [new Error('nobody foresaw it'), 'retried', { code: 'internal_error', retryable: true, fault: 'platform' }],
  [Object.assign(new Error('write'), { code: 'ENOSPC' }), 'retried', { code: 'storage_full', retryable: true }],
  [Object.assign(new Error('terminating connection'), { code: '57P01' }), 'retried', { code: 'database_unavailable' }],
])('%s is translated, counted and thrown on', async (thrown, outcome, wanted) => {
  const { lines, seen, run } = makeParts(() => Promise.reject(thrown));
  await expect(run()).rejects.toMatchObject(wanted);
  expect(seen).toMatchObject([{ outcome }]);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', msg: 'job: failed' });
});

test('what a customer did not name is our fault', () => {
  expect(asAppError(new AppError('not_found', 'x')).fault).toBe('customer');
  expect(asPlatformFault(new AppError('not_found', 'x'))).toMatchObject({ code: 'internal_error', fault: 'platform' });
});
