import { text as readAll } from 'node:stream/consumers';
import { comparisonAttemptsMax, wishComparison } from '@modelmint/db/evaluation/comparison';
import { createEvaluation } from '@modelmint/db/evaluation/create-evaluation';
import { findCalledModel } from '@modelmint/db/model/find-called-model';
import { listWaitingComparisons } from '@modelmint/db/system/list-waiting-comparisons';
import { withOrg } from '@modelmint/db/with-org';
import { ClassificationReport, ComparisonReport, JudgedRow } from '@modelmint/domain/evaluation-report';
import { abilitiesOfRoute } from '@modelmint/domain/wire/call-route';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeReadyVersion } from '@modelmint/testing/make-ready-version';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InferenceFixture, jsonl, startInferenceFixture } from '../infer/inference-fixture.ts';
import { compareEvaluationsJob } from '../jobs/evaluation-compare.ts';

const route = '/v1/classifications' as const;
let clone: TestDatabase;
let fixture: InferenceFixture;
beforeAll(async () => {
  clone = await cloneDatabase();
  fixture = await startInferenceFixture(clone);
});
afterAll(async () => {
  await fixture.close();
  await clone.drop();
});

async function makeEvaluation(tenant: Tenant, versionId: string): Promise<{ id: string; jobId: string }> {
  const { deps, model } = fixture;
  const { organizationId, projectId } = tenant;
  return withOrg(deps.db, organizationId, async (tx) => {
    const version = await tx.datasetVersion.findUniqueOrThrow({ where: { id: versionId } });
    const asked = { organizationId, projectId, name: model.name, abilities: abilitiesOfRoute(route) };
    const target = { model: model.name, found: await findCalledModel(tx, asked) };
    return createEvaluation(tx, {
      ...{ organizationId, projectId, name: null, target, task: 'text-classification', part: 'validation' },
      ...{
        ask: { route, column: 'text', parameters: { top_k: 10 } },
        dataset: { id: version.datasetId, name: 'rows' },
      },
      ...{ version, rowsAsked: 20, createdByUserId: null, apiKeyId: null },
    });
  });
}

const findEvaluation = ({ organizationId }: Tenant, id: string) =>
  withOrg(fixture.deps.db, organizationId, (tx) => tx.evaluation.findUniqueOrThrow({ where: { id } }));

/** The model says whether the length is odd, with 0.75; every fifth row is labelled wrongly, and one cannot be asked. */
async function storeRows({ organizationId }: Tenant, versionId: string): Promise<void> {
  const rows = Array.from({ length: 20 }, (_, i) => {
    const isOdd = (i % 2 === 0) !== (i % 5 === 0);
    return { text: i === 19 ? 'y'.repeat(65) : 'x'.repeat(1 + i), label: isOdd ? 'odd' : 'even' };
  });
  const { validationKey } = await withOrg(fixture.deps.db, organizationId, (tx) =>
    tx.datasetVersion.findUniqueOrThrow({ where: { id: versionId } }),
  );
  await fixture.deps.storage.put(validationKey ?? '', Buffer.from(jsonl(rows)));
}

test('judges held-out rows, bills their calls, and puts two evaluations side by side', async () => {
  const { deps, check, run, read, brokenRules } = fixture;
  const tenant = await makeTenant(deps.db);
  const versionId = await makeReadyVersion(deps.db, tenant);
  await storeRows(tenant, versionId);
  const [first, second] = [await makeEvaluation(tenant, versionId), await makeEvaluation(tenant, versionId)];
  for (const { jobId } of [first, second]) {
    await check(jobId);
    expect(await run()).toBe('ended');
  }
  const { job, usage, wallet } = await read(tenant, first.jobId);
  expect(job).toMatchObject({ status: 'COMPLETED', rowsDone: 19, rowsFailed: 1, outputFileId: null });
  expect(usage).toHaveLength(1);
  expect(wallet.heldCreditMicros).toBe(0n);
  const evaluation = await findEvaluation(tenant, first.id);
  const report = ClassificationReport.parse(evaluation.report);
  expect(report).toMatchObject({ rows: 19, failed: 1, accuracy: { estimate: 15 / 19 }, baseline: 10 / 19 });
  expect(report.logLoss.estimate).toBeCloseTo(-(15 * Math.log(0.75) + 4 * Math.log(0.25)) / 19);
  expect(report.calibrationError).toBeCloseTo(15 / 19 - 0.75);
  expect(report.confusion.reduce((sum, [, , count]) => sum + count, 0)).toBe(19);
  expect(report.macroF1.estimate).toBeCloseTo((report.perLabel[0]?.f1 ?? 0) / 2 + (report.perLabel[1]?.f1 ?? 0) / 2);
  const lines = (await readAll(await deps.storage.get(evaluation.rowsKey ?? ''))).trim().split('\n');
  const rows = lines.map((line) => JudgedRow.parse(JSON.parse(line)));
  expect(rows[0]).toMatchObject({
    row: 1,
    input: 'x',
    expected: 'even',
    predicted: 'odd',
    isRight: false,
    score: 0.75,
  });
  expect(rows[19]).toMatchObject({ predicted: null, error: { code: 'context_length_exceeded' } });

  const { organizationId } = tenant;
  const comparison = await withOrg(deps.db, organizationId, async (tx) => {
    const [one, other] = [first, second].map(({ id }) => ({ id, ...tenant }));
    if (one === undefined || other === undefined) throw new Error('two are made above');
    await wishComparison(tx, { first: one, second: other });
    return wishComparison(tx, { first: one, second: other });
  });
  const payload = { organizationId, comparisonId: comparison.id };
  const signal = new AbortController().signal;
  const ring = { name: 'evaluation.compare' as const, payload, attempt: 1, waitMs: 0, signal };
  await compareEvaluationsJob(deps, ring);
  await compareEvaluationsJob(deps, ring);
  const compared = await withOrg(deps.db, organizationId, (tx) => tx.evaluationComparison.findMany());
  expect(compared).toHaveLength(1);
  expect(ComparisonReport.parse(compared[0]?.report)).toMatchObject({
    ...{ rows: 19, agreement: { both: 15, onlyFirst: 0, onlySecond: 0, neither: 4 } },
    figures: [{ name: 'accuracy', difference: { estimate: 0, low: 0, high: 0 } }, {}, {}],
  });
  expect(await brokenRules()).toEqual([]);
});

test('says that the data was deleted, and bills nothing', async () => {
  const { deps, check, read } = fixture;
  const tenant = await makeTenant(deps.db);
  const versionId = await makeReadyVersion(deps.db, tenant);
  const { id, jobId } = await makeEvaluation(tenant, versionId);
  await withOrg(deps.db, tenant.organizationId, (tx) => tx.dataset.updateMany({ data: { deletedAt: new Date() } }));
  await check(jobId);
  const { job, usage } = await read(tenant, jobId);
  expect(job).toMatchObject({ status: 'FAILED', errorMessage: 'The data set was deleted.', fault: 'CUSTOMER' });
  expect(usage).toEqual([]);
  expect(await findEvaluation(tenant, id)).toMatchObject({ report: null, rowsKey: null });
});

test('ends a comparison that fails each time, with a reason, and compares again when asked', async () => {
  const { deps } = fixture;
  const tenant = await makeTenant(deps.db);
  const { organizationId } = tenant;
  const versionId = await makeReadyVersion(deps.db, tenant);
  const [first, second] = [await makeEvaluation(tenant, versionId), await makeEvaluation(tenant, versionId)];
  // A report of rows that are no rows: reading them throws each time.
  const rowsKey = `broken/${organizationId}`;
  await deps.storage.put(rowsKey, Buffer.from('{}\n'));
  const figure = { estimate: 1, low: 1, high: 1 };
  const counts = { kind: 'language', rows: 1, failed: 0, confidence: 0.95, tokens: 1 };
  const report = { ...counts, perplexity: figure, tokenAccuracy: figure };
  const wish = () =>
    withOrg(deps.db, organizationId, async (tx) => {
      await tx.evaluation.updateMany({ data: { rowsKey, report } });
      return wishComparison(tx, { first: { ...tenant, id: first.id }, second: { ...tenant, id: second.id } });
    });
  const { id: comparisonId } = await wish();
  const signal = new AbortController().signal;
  const ring = {
    name: 'evaluation.compare' as const,
    payload: { organizationId, comparisonId },
    attempt: 1,
    waitMs: 0,
    signal,
  };
  for (let attempt = 1; attempt <= comparisonAttemptsMax; attempt += 1)
    await expect(compareEvaluationsJob(deps, ring)).rejects.toThrow();
  expect(await listWaitingComparisons(deps.db)).toEqual([]);
  await compareEvaluationsJob(deps, ring);
  const read = () => withOrg(deps.db, organizationId, (tx) => tx.evaluationComparison.findFirstOrThrow());
  expect(await read()).toMatchObject({
    reason: expect.stringContaining('several times'),
    finishedAt: expect.any(Date),
  });
  expect(await wish()).toMatchObject({ id: comparisonId, attempts: 0, finishedAt: null, reason: null });
});
