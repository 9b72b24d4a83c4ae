import { requestInferenceCancel } from '@modelmint/db/inference/cancel-inference';
import { requeueInference } from '@modelmint/db/inference/requeue-inference';
import { claimInference } from '@modelmint/db/system/claim-inference';
import { suspendOrganization } from '@modelmint/db/system/suspend-organization';
import { withOrg } from '@modelmint/db/with-org';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant } from '@modelmint/testing/make-tenant';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type InferenceFixture, jsonl, rowsOf, startInferenceFixture } from './inference-fixture.ts';
import { runInference } from './run-inference.ts';

let clone: TestDatabase;
let fixture: InferenceFixture;
beforeAll(async () => {
  clone = await cloneDatabase();
  fixture = await startInferenceFixture(clone);
});
afterEach(() => {
  fixture.serving.onBatch = () => undefined;
});
afterAll(async () => {
  await fixture.close();
  await clone.drop();
});

test('answers the rows of a CSV in their order, and bills them by chunks', async () => {
  const { deps, makeJob, check, run, read, brokenRules } = fixture;
  const tenant = await makeTenant(deps.db);
  const texts = rowsOf(1_200);
  texts[3] = '';
  texts[700] = 'y'.repeat(65);
  const csv = `id,"the text"\n${texts.map((text, i) => `${i},"${text}"`).join('\n')}\n`;
  const jobId = await makeJob(tenant, csv, { column: 'the text', name: 'reviews.csv', parameters: { top_k: 2 } });
  await check(jobId);
  const checked = await read(tenant, jobId);
  expect(checked.job).toMatchObject({ status: 'QUEUED', rowsTotal: 1_200, chunksTotal: 3 });
  expect(checked.wallet.heldCreditMicros).toBe(checked.job.heldMicros);
  expect(checked.job.heldMicros).toBeGreaterThan(0n);

  expect(await run()).toBe('ended');
  const { job, output, usage, wallet } = await read(tenant, jobId);
  expect(job).toMatchObject({ status: 'COMPLETED', rowsDone: 1_198, rowsFailed: 2, chunksDone: 3, errorFileId: null });
  expect(output.map(({ row }) => row)).toEqual(texts.map((_, i) => i + 1));
  expect(output[4]).toEqual({
    ...{ row: 5, input: 'xxxxx', error: null },
    output: {
      ...{ label: 'odd', score: 0.75 },
      scores: [
        { label: 'odd', score: 0.75 },
        { label: 'even', score: 0.25 },
      ],
    },
  });
  expect(output[3]).toMatchObject({ output: null, error: { code: 'invalid_value', param: 'input' } });
  expect(output[700]).toMatchObject({ output: null, error: { code: 'context_length_exceeded' } });
  const tokens = texts.reduce((sum, text) => sum + (text.length > 64 ? 0 : text.length), 0);
  expect(Number(job.inputTokens)).toBe(tokens);
  expect(usage.map(({ eventKey }) => eventKey)).toEqual([0, 1, 2].map((chunk) => `infer:${jobId}:${chunk}`));
  expect(usage.reduce((sum, one) => sum + Number(one.tokens), 0)).toBe(tokens);
  expect(wallet).toMatchObject({ heldCreditMicros: 0n, creditMicros: 5_000_000n - job.chargedMicros });
  expect(await brokenRules()).toEqual([]);
});

test('ends where the storage is full, with the rows that are answered, and starts nothing that would not fit', async () => {
  const { deps, makeJob, check, run, read, brokenRules } = fixture;
  const tenant = await makeTenant(deps.db);
  const { organizationId } = tenant;
  const content = jsonl(rowsOf(1_200));
  const jobId = await makeJob(tenant, content);
  await check(jobId);
  const storageBytesMax = BigInt(content.length + 1_000);
  await deps.db.system.organizationLimit.create({ data: { organizationId, storageBytesMax, reason: 'A test' } });
  expect(await run()).toBe('ended');
  const { job, output, usage, wallet } = await read(tenant, jobId);
  expect(job).toMatchObject({ status: 'FAILED', errorCode: 'insufficient_quota', fault: 'CUSTOMER', chunksDone: 1 });
  expect(output).toHaveLength(job.rowsDone);
  expect(usage).toHaveLength(1);
  expect(wallet.heldCreditMicros).toBe(0n);
  await expect(makeJob(tenant, content)).rejects.toMatchObject({ code: 'insufficient_quota', param: 'input_file_id' });
  expect(await brokenRules()).toEqual([]);
});

test('answers the lines of a batch as OpenAI does, and refuses a batch whose lines are wrong', async () => {
  const { deps, model, makeJob, check, run, read, batchLine } = fixture;
  const tenant = await makeTenant(deps.db);
  const lines = [batchLine('a', 'xx'), batchLine('b', ['x', 'xxx']), batchLine('c', 5), batchLine('d', 'z'.repeat(65))];
  const jobId = await makeJob(tenant, jsonl(lines), { mode: 'BATCH' });
  await check(jobId);
  expect(await run()).toBe('ended');
  const { job, output, errors } = await read(tenant, jobId);
  expect(job).toMatchObject({ status: 'COMPLETED', model: model.name, modelId: model.id, rowsDone: 2, rowsFailed: 2 });
  expect(output).toMatchObject([
    {
      custom_id: 'a',
      response: { status_code: 200, body: { object: 'list', data: [{ label: 'even' }] } },
      error: null,
    },
    { custom_id: 'b', response: { body: { data: [{ label: 'odd' }, { label: 'odd' }] } } },
  ]);
  expect(output[0]?.id).toMatch(/^batch_req_\w{24}$/);
  expect(errors).toMatchObject([
    { custom_id: 'c', response: { status_code: 400, body: { error: { code: 'invalid_value', param: 'input' } } } },
    { custom_id: 'd', response: { status_code: 400, body: { error: { code: 'context_length_exceeded' } } } },
  ]);

  const bad = [
    JSON.stringify(batchLine('a', 'x')),
    '{"custom_id":',
    JSON.stringify(batchLine('a', 'x')),
    JSON.stringify(batchLine('e', 'x', { url: '/v1/embeddings' })),
    JSON.stringify(batchLine('f', 'x', { method: 'GET' })),
    JSON.stringify(batchLine('g', 'x', { body: { model: 'other', input: 'x' } })),
    JSON.stringify(batchLine('h', 'x', { body: { model: model.name, input: 'x', stream: true } })),
    JSON.stringify({ method: 'POST' }),
    JSON.stringify(batchLine('i', 'x', { body: { model: 'a\0b', input: 'x' } })),
  ];
  const badId = await makeJob(tenant, `${bad.join('\n')}\n`, { mode: 'BATCH' });
  await check(badId);
  const refused = await read(tenant, badId);
  expect(refused.job).toMatchObject({ status: 'FAILED', errorCode: 'invalid_file', fault: 'CUSTOMER', holdId: null });
  const problems = refused.job.problems as { code: string; line: number }[];
  expect(problems.map(({ code, line }) => [line, code])).toEqual([
    [2, 'invalid_json_line'],
    [3, 'duplicate_custom_id'],
    [4, 'invalid_url'],
    [5, 'invalid_method'],
    [6, 'mismatched_model'],
    [7, 'unsupported_parameter'],
    [8, 'missing_required_parameter'],
    [9, 'invalid_value'],
  ]);
});

test('fails a job that nobody can pay, and one whose model or file is not there', async () => {
  const { deps, makeJob, check, read, batchLine } = fixture;
  const poor = await makeTenant(deps.db, { creditMicros: 1n });
  const unpaid = await makeJob(poor, jsonl(rowsOf(100)));
  await check(unpaid);
  expect((await read(poor, unpaid)).job).toMatchObject({ status: 'FAILED', errorCode: 'insufficient_quota' });

  const tenant = await makeTenant(deps.db);
  const unknown = await makeJob(tenant, jsonl([batchLine('a', 'x', { body: { model: 'nobody', input: 'x' } })]), {
    mode: 'BATCH',
  });
  await check(unknown);
  const { job } = await read(tenant, unknown);
  expect(job).toMatchObject({ status: 'FAILED', errorCode: 'model_not_found' });
  expect(job.problems).toMatchObject([{ line: 1, code: 'model_not_found', param: 'body.model' }]);

  const gone = await makeJob(tenant, jsonl(rowsOf(3)));
  await deps.db.system.file.updateMany({
    where: { organizationId: tenant.organizationId },
    data: { deletedAt: new Date() },
  });
  await check(gone);
  expect((await read(tenant, gone)).job).toMatchObject({ status: 'FAILED', errorCode: 'invalid_file' });
});

test('a cancel keeps and bills the rows that are finished; one before the first costs nothing', async () => {
  const { deps, serving, makeJob, check, run, read, brokenRules } = fixture;
  const tenant = await makeTenant(deps.db);
  const { organizationId, projectId } = tenant;
  const jobId = await makeJob(tenant, jsonl(rowsOf(1_200)));
  await check(jobId);
  const cancel = () => withOrg(deps.db, organizationId, (tx) => requestInferenceCancel(tx, { projectId, jobId }));
  const before = serving.seen.length;
  let isAsked = false;
  serving.onBatch = async () => {
    if (serving.seen.length - before < 800 || isAsked) return;
    isAsked = true;
    expect(await cancel()).toBe('cancelling');
    // The heartbeat of the claim learns of it.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  };
  expect(await run()).toBe('ended');
  const { job, output, wallet } = await read(tenant, jobId);
  expect(job.status).toBe('CANCELLED');
  expect(job.rowsDone).toBeGreaterThanOrEqual(640);
  expect(job.rowsDone).toBeLessThan(1_200);
  expect(output).toHaveLength(job.rowsDone);
  expect(wallet).toMatchObject({ heldCreditMicros: 0n, creditMicros: 5_000_000n - job.chargedMicros });
  expect(await cancel()).toBe('finished');

  const early = await makeJob(tenant, jsonl(rowsOf(5)));
  await check(early);
  expect(await withOrg(deps.db, organizationId, (tx) => requestInferenceCancel(tx, { projectId, jobId: early }))).toBe(
    'cancelled',
  );
  expect((await read(tenant, early)).job).toMatchObject({ status: 'CANCELLED', chargedMicros: 0n, outputFileId: null });
  expect(await brokenRules()).toEqual([]);
});

test('what has not ended in its time keeps its finished rows and names the others', async () => {
  const { deps, serving, makeJob, check, run, read, brokenRules, batchLine } = fixture;
  const tenant = await makeTenant(deps.db);
  const lines = rowsOf(1_100).map((text, i) => batchLine(`r${i}`, text));
  const lateId = await makeJob(tenant, jsonl(lines), { mode: 'BATCH' });
  await check(lateId);
  const before = serving.seen.length;
  serving.onBatch = async () => {
    if (serving.seen.length - before < 520) return;
    serving.onBatch = () => undefined;
    await deps.db.system.$executeRaw`UPDATE "inference_job" SET "expiresAt" = now() WHERE "id" = ${lateId}`;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  };
  expect(await run()).toBe('ended');
  const { job, output, errors } = await read(tenant, lateId);
  expect(job.status).toBe('EXPIRED');
  expect(output).toHaveLength(job.rowsDone);
  expect(errors).toHaveLength(1_100 - job.rowsDone);
  expect(errors[0]).toMatchObject({ response: null, error: { code: 'batch_expired' } });
  const ids = [...output, ...errors].map(({ custom_id }) => custom_id);
  expect(new Set(ids).size).toBe(1_100);
  expect(await brokenRules()).toEqual([]);
});

test('a row that is too slow has an error of its own and holds up no others', async () => {
  const { deps, serving, makeJob, check, run, read, brokenRules } = fixture;
  const tenant = await makeTenant(deps.db);
  const jobId = await makeJob(tenant, jsonl(['x', 'slow!', 'xxx']));
  await check(jobId);
  serving.onBatch = async (texts) => {
    if (texts.includes('slow!')) await new Promise((resolve) => setTimeout(resolve, 600));
  };
  expect(await run({ deadlineMs: 300 })).toBe('ended');
  const { job, output } = await read(tenant, jobId);
  expect(job).toMatchObject({ status: 'COMPLETED', rowsDone: 2, rowsFailed: 1, inputTokens: 4n });
  expect(output.map(({ error }) => (error as { code: string } | null)?.code ?? null)).toEqual([
    ...[null, 'engine_overloaded', null],
  ]);
  expect(await brokenRules()).toEqual([]);
});

test('nothing of a suspended organization starts, and its jobs are cancelled when the operator wants it', async () => {
  const { deps, serving, makeJob, check, run, read } = fixture;
  const tenant = await makeTenant(deps.db);
  const { organizationId } = tenant;
  const jobId = await makeJob(tenant, jsonl(rowsOf(10)));
  await check(jobId);
  const before = serving.seen.length;
  const suspend = (cancelJobs: boolean) =>
    suspendOrganization(deps.db, { organizationId, reason: 'Abuse', cancelJobs, operator: { userId: 'user_op' } });
  await suspend(false);
  expect(await run()).toBe('nothing');
  await suspend(true);
  expect((await read(tenant, jobId)).job).toMatchObject({ status: 'CANCELLED', rowsDone: 0 });
  expect(serving.seen.length).toBe(before);
});

test('organizations take turns, and none runs more at once than its plan allows', async () => {
  const { deps, serving, makeJob, check, run, read } = fixture;
  const [one, two] = [await makeTenant(deps.db), await makeTenant(deps.db)];
  const [first, second] = [await makeJob(one, jsonl(rowsOf(1_100))), await makeJob(one, jsonl(rowsOf(10)))];
  await check(first);
  await check(second);
  const other = await makeJob(two, jsonl(rowsOf(10)));
  const before = serving.seen.length;
  serving.onBatch = async () => {
    if (serving.seen.length - before < 100) return;
    serving.onBatch = () => undefined;
    await check(other);
    // One at once is what the free plan allows.
    const next = await claimInference(deps.db, deps);
    expect(next?.jobId).toBe(other);
    await deps.db.system
      .$executeRaw`UPDATE "inference_job" SET "status" = 'QUEUED', "leaseUntil" = NULL WHERE "id" = ${other}`;
  };
  expect(await run({ turnMs: 0 })).toBe('queued');
  expect((await read(one, first)).job).toMatchObject({ status: 'QUEUED', attempts: 0, chunksDone: 1 });
  const order: string[] = [];
  for (let work = await claimInference(deps.db, deps); work !== null; work = await claimInference(deps.db, deps)) {
    order.push(work.jobId);
    expect(await runInference(deps, work)).toBe('ended');
  }
  expect(order).toEqual([other, first, second]);
  expect((await read(one, first)).output).toHaveLength(1_100);
});

test('a job whose model is busy lets the others of its organization go first', async () => {
  const { deps, makeJob, check } = fixture;
  const tenant = await makeTenant(deps.db);
  const [first, second] = [await makeJob(tenant, jsonl(rowsOf(5))), await makeJob(tenant, jsonl(rowsOf(5)))];
  await check(first);
  await check(second);
  const claim = async () => {
    const work = await claimInference(deps.db, deps);
    if (work === null) throw new Error('there is no job');
    return work;
  };
  const busy = await claim();
  expect(busy.jobId).toBe(first);
  expect(await requeueInference(deps.db, busy, { failure: null, isWaiting: true })).toBe('queued');
  const next = await claim();
  expect(next.jobId).toBe(second);
  expect(await runInference(deps, next)).toBe('ended');
  const again = await claim();
  expect(again.jobId).toBe(first);
  expect(await runInference(deps, again)).toBe('ended');
});

test('who waits for an answer waits for two batches of a running job at most', async () => {
  const { deps, serving, model, makeJob, check, run, read } = fixture;
  const tenant = await makeTenant(deps.db);
  const jobId = await makeJob(tenant, jsonl(rowsOf(600)));
  await check(jobId);
  let batches = 0;
  serving.onBatch = async (texts) => {
    if (!texts.includes('somebody')) batches++;
    await new Promise((resolve) => setTimeout(resolve, 3));
  };
  const ended = run();
  const waited: number[] = [];
  let isEnded = false;
  void ended.then(() => {
    isEnded = true;
  });
  while (!isEnded) {
    const before = batches;
    const response = await fetch(new URL('/classify', serving.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${deps.env.secrets.internalToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ modelId: model.id, storagePrefix: `base-models/${model.id}/1`, base: null },
        ...{ inputs: ['somebody'], topK: 1 },
      }),
    });
    expect(response.status).toBe(200);
    if (batches > 0) waited.push(batches - before);
  }
  expect(await ended).toBe('ended');
  expect(waited.length).toBeGreaterThan(5);
  expect(Math.max(...waited)).toBeLessThanOrEqual(2);
  expect((await read(tenant, jobId)).output).toHaveLength(600);
});
