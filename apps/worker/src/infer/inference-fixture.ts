import { text as readAll } from 'node:stream/consumers';
import { createInference } from '@modelmint/db/inference/create-inference';
import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { findCalledModel } from '@modelmint/db/model/find-called-model';
import { checkLedger } from '@modelmint/db/system/check-ledger';
import { claimInference } from '@modelmint/db/system/claim-inference';
import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import type { InferenceMode } from '@modelmint/domain/inference-job';
import { abilitiesOfRoute } from '@modelmint/domain/wire/call-route';
import { validateInferenceJob } from '../jobs/inference-validate.ts';
import { makeTestDeps, type TestDeps, type TestServices } from '../make-test-deps.ts';
import { type InferenceOutcome, type RunInferenceOptions, runInference } from './run-inference.ts';
import { insertTestModel, type ScriptedServing, startScriptedServing } from './start-scripted-serving.ts';

const route = '/v1/classifications';

interface Tenant {
  organizationId: string;
  projectId: string;
}

export interface JobOptions {
  mode?: InferenceMode;
  column?: string | null;
  parameters?: Record<string, unknown>;
  name?: string;
}

export interface InferenceFixture {
  deps: TestDeps;
  serving: ScriptedServing;
  model: { id: string; name: string };
  makeJob: (tenant: Tenant, content: string, options?: JobOptions) => Promise<string>;
  /** Reads and counts its rows. */
  check: (jobId: string) => Promise<void>;
  /** Claims the fair next job and runs it. */
  run: (options?: RunInferenceOptions) => Promise<InferenceOutcome | 'nothing'>;
  read: (tenant: Tenant, jobId: string) => ReturnType<typeof readJob>;
  brokenRules: () => Promise<unknown[]>;
  batchLine: (id: string, input: unknown, more?: object) => object;
  close: () => Promise<void>;
}

/** Storage, queue and serving process on a database of the test, and a model that is there for everybody. For tests only. */
export async function startInferenceFixture(services: TestServices): Promise<InferenceFixture> {
  const deps = makeTestDeps(services);
  const serving = await startScriptedServing(deps);
  const model = await insertTestModel(deps);
  return {
    ...{ deps, serving, model },
    makeJob: (tenant, content, options = {}) => makeJob({ deps, model }, tenant, { content, ...options }),
    check: async (jobId) => {
      const signal = new AbortController().signal;
      const payload = { inferenceJobId: jobId };
      await validateInferenceJob(deps, { name: 'inference.validate', payload, attempt: 1, waitMs: 0, signal });
    },
    run: async (options) => {
      const work = await claimInference(deps.db, deps);
      return work === null ? 'nothing' : runInference(deps, work, options);
    },
    read: (tenant, jobId) => readJob(deps, tenant, jobId),
    brokenRules: async () => (await checkLedger(deps.db)).filter(({ isOk }) => !isOk),
    batchLine: (id, input, more = {}) => ({
      ...{ custom_id: id, method: 'POST', url: route, body: { model: model.name, input } },
      ...more,
    }),
    close: async () => {
      await serving.close();
      await deps.close();
    },
  };
}

async function upload(deps: TestDeps, { organizationId, projectId }: Tenant, file: { content: string; name: string }) {
  const id = newId('file');
  const storageKey = `files/${organizationId}/${id}`;
  const { sizeBytes, sha256 } = await deps.storage.put(storageKey, Buffer.from(file.content));
  const common = { organizationId, projectId, name: file.name, purpose: 'batch', sha256, storageKey };
  const data = { id, ...common, sizeBytes: BigInt(sizeBytes) };
  await withOrg(deps.db, organizationId, (tx) => tx.file.create({ data }));
  return id;
}

async function makeJob(
  { deps, model }: Pick<InferenceFixture, 'deps' | 'model'>,
  tenant: Tenant,
  { content, mode = 'ROWS', column = null, parameters = {}, name = 'rows.jsonl' }: JobOptions & { content: string },
): Promise<string> {
  const inputFileId = await upload(deps, tenant, { content, name });
  const { organizationId, projectId } = tenant;
  const abilities = abilitiesOfRoute(route);
  const job = await withOrg(deps.db, organizationId, async (tx) => {
    const found = await findCalledModel(tx, { organizationId, projectId, name: model.name, abilities });
    return createInference(tx, {
      ...{ organizationId, projectId, name: null, mode, route, inputFileId, column, parameters, metadata: null },
      ...{ createdByUserId: null, apiKeyId: null, target: mode === 'ROWS' ? { model: model.name, found } : null },
    });
  });
  return job.id;
}

async function readJob({ db, storage }: TestDeps, { organizationId }: Tenant, jobId: string) {
  const [job, wallet, usage] = await withOrg(db, organizationId, async (tx) => [
    await tx.inferenceJob.findUniqueOrThrow({ where: { id: jobId } }),
    await readWallet(tx, organizationId),
    await tx.usage.findMany({ where: { eventKey: { startsWith: `infer:${jobId}:` } }, orderBy: { eventKey: 'asc' } }),
  ]);
  const text = async (fileId: string | null): Promise<string> => {
    if (fileId === null) return '';
    const { storageKey } = await withOrg(db, organizationId, (tx) =>
      tx.file.findUniqueOrThrow({ where: { id: fileId } }),
    );
    return readAll(await storage.get(storageKey));
  };
  const outputText = await text(job.outputFileId);
  return { job, wallet, usage, outputText, output: parse(outputText), errors: parse(await text(job.errorFileId)) };
}

function parse(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

export const rowsOf = (count: number): string[] => Array.from({ length: count }, (_, i) => 'x'.repeat(1 + (i % 9)));
export const jsonl = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');
