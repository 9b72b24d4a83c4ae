import { createEvaluation } from '@modelmint/db/evaluation/create-evaluation';
import type { DatasetVersion } from '@modelmint/db/generated/client';
import { createInference } from '@modelmint/db/inference/create-inference';
import { findCalledModel } from '@modelmint/db/model/find-called-model';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import type { EvaluationReport } from '@modelmint/domain/evaluation-report';
import { newId } from '@modelmint/domain/ids';
import type { Deps } from '../deps.ts';
import { insertBaseModel, insertModel, testReport } from './insert-test-data.ts';
import type { TestTenant } from './insert-test-people.ts';
import type { RouteIds } from './route-table/route-row.ts';

type Tenant = Pick<TestTenant, 'organizationId' | 'projectId' | 'userId' | 'keyId'>;

/** One of everything that a route names. For tests only. */
export async function insertRouteObjects(deps: Deps, tenant: Tenant): Promise<RouteIds> {
  const { organizationId, projectId, keyId } = tenant;
  const model = await insertModel(deps, tenant);
  const table = await insertModel(deps, tenant, { task: 'tabular' });
  const { name: recommender } = await insertModel(deps, tenant, { task: 'recommendation' });
  const { name: base } = await insertBaseModel(deps, { tenant });
  const endpoint = newId('endpoint');
  const run = await insertRun(deps, tenant);
  const user = await insertMember(deps, organizationId);
  const invitation = newId('invitation');
  const { batchFile, inference } = await insertInference(deps, tenant);
  await deps.db.system.fineTuningJob.update({ where: { id: table.jobId }, data: { status: 'QUEUED' } });
  return withOrg(deps.db, organizationId, async (tx) => {
    const { version } = await tx.fineTuningJob.findUniqueOrThrow({
      where: { id: model.jobId },
      include: { version: true },
    });
    const { storageKey } = await tx.file.findUniqueOrThrow({ where: { id: version.fileId } });
    // With its own sum: else its download is cut off at the end.
    const { sha256 } = await deps.storage.put(storageKey, Buffer.from('x'));
    await tx.file.update({ where: { id: version.fileId }, data: { sha256 } });
    // At another than the one that is deleted by its route.
    await tx.endpoint.create({ data: { id: endpoint, organizationId, projectId, name: 'ours', modelId: table.id } });
    const sent = { tokenHash: invitation, expiresAt: new Date(Date.now() + 600_000) };
    const email = `${invitation.toLowerCase()}@example.com`;
    await tx.invitation.create({ data: { ...sent, id: invitation, organizationId, email, role: 'VIEWER' } });
    const { name: organizationName } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
    const hook = await insertWebhook(tx, organizationId);
    const names = { model: model.name, table: table.name, recommender, base };
    const data = { file: version.fileId, dataset: version.datasetId, job: model.jobId, openJob: table.jobId };
    const asked = { batchFile, inference, ...(await insertEvaluations(tx, { tenant, model: model.name, version })) };
    return {
      project: projectId,
      organization: organizationId,
      organizationName,
      ...names,
      ...data,
      ...asked,
      endpoint,
      run,
      key: keyId,
      user,
      invitation,
      ...hook,
    };
  });
}

async function insertWebhook(tx: OrgTransaction, organizationId: string) {
  const [webhook, delivery] = [newId('webhookEndpoint'), newId('webhookDelivery')];
  const url = 'https://example.com/ours';
  await tx.webhookEndpoint.create({
    data: { id: webhook, organizationId, url, events: ['batch.completed'], sealedSecret: 'none' },
  });
  const event = { eventId: newId('event'), type: 'batch.completed', payload: {}, state: 'failed' };
  await tx.webhookDelivery.create({ data: { id: delivery, organizationId, endpointId: webhook, ...event } });
  return { webhook, delivery };
}

/** Rows, and a job that waits for their check. */
async function insertInference(deps: Deps, { organizationId, projectId }: Tenant) {
  const batchFile = newId('file');
  const bytes = Buffer.from('{"text":"good"}\n');
  const stored = await deps.storage.put(batchFile, bytes);
  const { id } = await withOrg(deps.db, organizationId, async (tx) => {
    const file = { name: 'rows.jsonl', purpose: 'batch', sizeBytes: BigInt(bytes.length), sha256: stored.sha256 };
    await tx.file.create({ data: { ...file, id: batchFile, organizationId, projectId, storageKey: batchFile } });
    return createInference(tx, {
      ...{ organizationId, projectId, name: null, mode: 'BATCH' as const, route: '/v1/classifications' as const },
      ...{ inputFileId: batchFile, column: null, parameters: {}, metadata: null, target: null },
      ...{ createdByUserId: null, apiKeyId: null },
    });
  });
  return { batchFile, inference: id };
}

/** Two on the held-out rows of a version that have ended, and one that waits. */
async function insertEvaluations(
  tx: OrgTransaction,
  { tenant, model, version }: { tenant: Tenant; model: string; version: DatasetVersion },
) {
  const { organizationId, projectId } = tenant;
  const [heldOut, heldOutVersion] = [newId('dataset'), newId('datasetVersion')];
  await tx.dataset.create({ data: { id: heldOut, organizationId, projectId, name: 'checked' } });
  const checked = { status: 'READY' as const, report: testReport, trainRows: 36, validationRows: 4 };
  await tx.datasetVersion.create({
    data: {
      ...{ id: heldOutVersion, organizationId, datasetId: heldOut, number: 1, fileId: version.fileId },
      ...{ spec: {}, ...checked },
    },
  });
  const found = await findCalledModel(tx, { organizationId, projectId, name: model, abilities: ['classify-texts'] });
  const ids: string[] = [];
  for (const isOver of [true, true, false]) {
    const { id, jobId } = await createEvaluation(tx, {
      ...{ organizationId, projectId, name: null, target: { model, found }, task: 'text-classification' },
      ...{ ask: { route: '/v1/classifications', column: 'text', parameters: {} }, part: 'validation', rowsAsked: 4 },
      ...{ dataset: { id: version.datasetId, name: 'rows' }, version, createdByUserId: null, apiKeyId: null },
    });
    ids.push(id);
    if (!isOver) continue;
    await tx.inferenceJob.update({ where: { id: jobId }, data: { status: 'COMPLETED', finishedAt: new Date() } });
    await tx.evaluation.update({ where: { id }, data: { report: testEvaluationReport } });
  }
  const [evaluation = '', otherEvaluation = '', openEvaluation = ''] = ids;
  return { evaluation, otherEvaluation, openEvaluation, heldOut, heldOutVersion };
}

const measured = { estimate: 0.5, low: 0.4, high: 0.6 };
const testEvaluationReport = {
  ...{ kind: 'classification', rows: 4, failed: 0, confidence: 0.95, bins: [], perLabel: [], confusion: [] },
  ...{ accuracy: measured, macroF1: measured, logLoss: measured, auc: null, calibrationError: 0, baseline: 0.5 },
} satisfies EvaluationReport;

async function insertRun(deps: Deps, { organizationId, projectId, userId }: Tenant): Promise<string> {
  const id = newId('playgroundRun');
  // Whoever holds the cookie of the tenant.
  const session = await deps.db.system.session.findFirst({
    where: { user: { members: { some: { organizationId, role: 'OWNER' } } } },
    orderBy: { createdAt: 'asc' },
  });
  const call = { mode: 'texts', model: 'ours', title: 'x', input: { input: 'x' }, answer: { scores: [] } };
  await withOrg(deps.db, organizationId, (tx) =>
    tx.playgroundRun.create({
      data: {
        ...{ id, organizationId, projectId, userId: session?.userId ?? userId },
        ...{ ...call, amountMicros: 0n, sharedAt: new Date() },
      },
    }),
  );
  return id;
}

async function insertMember(deps: Deps, organizationId: string): Promise<string> {
  const userId = newId('user');
  await deps.db.system.user.create({
    data: {
      ...{ id: userId, email: `${userId.toLowerCase()}@example.com`, name: 'Other', emailVerified: new Date() },
      members: { create: { organizationId, role: 'MEMBER' } },
    },
  });
  return userId;
}

/** Ids of the same kinds that nobody has, in the same organization and project. */
export const absentIds = ({
  project,
  organization,
  organizationName,
}: Pick<RouteIds, 'project' | 'organization' | 'organizationName'>): RouteIds => ({
  ...{ project, organization, organizationName, file: newId('file'), dataset: newId('dataset') },
  ...{ job: newId('fineTuningJob'), openJob: newId('fineTuningJob') },
  ...{ batchFile: newId('file'), inference: newId('inferenceJob') },
  ...{
    heldOut: newId('dataset'),
    heldOutVersion: newId('datasetVersion'),
    evaluation: newId('evaluation'),
    otherEvaluation: newId('evaluation'),
    openEvaluation: newId('evaluation'),
  },
  model: 'ft:text-classifier-lstm:none:none:none',
  table: 'ft:tabular-mlp:none:none:none',
  recommender: 'ft:recommender-mf:none:none:none',
  ...{
    base: 'no-such-base',
    endpoint: newId('endpoint'),
    run: newId('playgroundRun'),
    key: newId('apiKey'),
    user: newId('user'),
    invitation: newId('invitation'),
    webhook: newId('webhookEndpoint'),
    delivery: newId('webhookDelivery'),
  },
});
