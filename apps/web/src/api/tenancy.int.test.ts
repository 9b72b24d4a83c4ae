import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { can, type Permission, type Role, roles } from '@modelmint/domain/roles';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from './create-api.ts';
import { insertBaseModel, insertModel } from './insert-test-data.ts';
import { startTestApi, type TestApi, type TestTenant } from './start-test-api.ts';

interface Ids {
  project: string;
  organization: string;
  file: string;
  dataset: string;
  job: string;
  model: string;
  /** Tuned models that predict rows of a table, and recommend. */
  table: string;
  recommender: string;
  /** An imported checkpoint that writes text. */
  base: string;
  endpoint: string;
  key: string;
  /** Another member of the organization. */
  user: string;
}

interface Row {
  /** What a member needs; `operator`, a session alone, or nothing. */
  needs: Permission | 'operator' | 'session' | 'nothing';
  body?: (ids: Ids) => object;
  /** Holds an id, so that another tenant must get 404 for it, like for one that never was. */
  isById?: boolean;
  /** Names something that nobody has. */
  isAbsent?: boolean;
}

const byId = (needs: Row['needs'], body?: Row['body']): Row => ({ needs, isById: true, ...(body ? { body } : {}) });
const job = (ids: Ids) => ({ model: 'text-classifier-lstm', training_file: ids.file });
const v1: Record<string, Row> = {
  'POST /files': { needs: 'data.write' },
  'GET /files': { needs: 'project.read' },
  'GET /files/:file_id': byId('project.read'),
  'GET /files/:file_id/content': byId('project.read'),
  'DELETE /files/:file_id': byId('data.write'),
  'POST /fine_tuning/jobs': byId('job.write', job),
  'GET /fine_tuning/jobs': { needs: 'project.read' },
  'GET /fine_tuning/jobs/:fine_tuning_job_id': byId('project.read'),
  'POST /fine_tuning/jobs/:fine_tuning_job_id/cancel': byId('job.write'),
  'GET /fine_tuning/jobs/:fine_tuning_job_id/events': byId('project.read'),
  'GET /fine_tuning/jobs/:fine_tuning_job_id/checkpoints': byId('project.read'),
  'GET /models': { needs: 'project.read' },
  'GET /models/:model{.+}': byId('project.read'),
  'DELETE /models/:model{.+}': byId('model.write'),
  'POST /classifications': byId('model.call', ({ model }) => ({ model, input: 'x' })),
  'POST /predictions': byId('model.call', ({ table }) => ({ model: table, input: { age: 1 } })),
  'POST /recommendations': byId('model.call', ({ recommender }) => ({ model: recommender, user: 'ann' })),
  'POST /chat/completions': byId('model.call', ({ base }) => ({
    model: base,
    messages: [{ role: 'user', content: 'x' }],
  })),
  'POST /completions': byId('model.call', ({ base }) => ({ model: base, prompt: 'x' })),
  'POST /embeddings': byId('model.call', ({ base }) => ({ model: base, input: 'x' })),
};

const training = ({ dataset }: Ids) => ({ model: 'text-classifier-lstm', source: { datasetId: dataset } });
const project: Record<string, Row> = {
  'GET /files': { needs: 'project.read' },
  'GET /files/:fileId/content': byId('project.read'),
  'DELETE /files/:fileId': byId('data.write'),
  'GET /datasets': { needs: 'project.read' },
  'GET /datasets/:datasetId': byId('project.read'),
  'GET /datasets/:datasetId/examples': byId('project.read'),
  'POST /datasets/:datasetId/versions': byId('data.write'),
  'DELETE /datasets/:datasetId': byId('data.write'),
  'POST /fine-tuning/estimate': byId('project.read', ({ dataset }) => ({
    model: 'text-classifier-lstm',
    datasetId: dataset,
  })),
  'POST /fine-tuning': byId('job.write', training),
  'GET /fine-tuning': { needs: 'project.read' },
  'GET /fine-tuning/:jobId': byId('project.read'),
  'POST /fine-tuning/:jobId/cancel': byId('job.write'),
  'GET /fine-tuning/:jobId/events': byId('project.read'),
  'GET /fine-tuning/:jobId/metrics': byId('project.read'),
  'GET /fine-tuning/:jobId/checkpoints': byId('project.read'),
  'GET /models': { needs: 'project.read' },
  'GET /models/:modelId': byId('project.read'),
  'GET /models/:modelId/download': byId('project.read'),
  'DELETE /models/:modelId': byId('model.write'),
  'GET /models/:modelId/files': byId('project.read'),
  'GET /models/:modelId/files/:name{.+}': { ...byId('project.read'), isAbsent: true },
  'GET /base-models': { needs: 'project.read' },
  'POST /base-models': {
    needs: 'job.write',
    body: () => ({ name: 'made', source: { kind: 'hub', repository: 'owner/made' } }),
  },
  'GET /base-models/:baseModelId': byId('project.read'),
  'DELETE /base-models/:baseModelId': byId('job.write'),
  'GET /endpoints': { needs: 'project.read' },
  'POST /endpoints': byId('endpoint.write', ({ model }) => ({ name: 'made', modelId: model })),
  'GET /endpoints/:endpointId': byId('project.read'),
  'PATCH /endpoints/:endpointId': byId('endpoint.write', ({ model }) => ({ modelId: model })),
  'DELETE /endpoints/:endpointId': byId('endpoint.write'),
  'GET /endpoints/:endpointId/requests': byId('project.read'),
  'POST /classifications': byId('model.call', ({ model }) => ({ model, input: 'x' })),
  'POST /predictions': byId('model.call', ({ table }) => ({ model: table, input: { age: 1 } })),
  'POST /recommendations': byId('model.call', ({ recommender }) => ({ model: recommender, user: 'ann' })),
  'POST /generations': byId('model.call', ({ model }) => ({ model, prompt: 'x' })),
  'POST /embeddings': byId('model.call', ({ model }) => ({ model, input: ['x'] })),
  'GET /api-keys': { needs: 'key.read' },
  'POST /api-keys': { needs: 'key.write', body: () => ({ name: 'made' }) },
  'DELETE /api-keys/:apiKeyId': byId('key.write'),
  'GET /usage': { needs: 'usage.read' },
  'GET /usage/csv': { needs: 'usage.read' },
};
const others: Record<string, Row> = {
  'GET /api/organizations/:organizationId/billing': { needs: 'billing.read' },
  'POST /api/organizations/:organizationId/billing/checkout': {
    needs: 'billing.write',
    body: () => ({ kind: 'credit', amountMicros: '1' }),
  },
  'POST /api/organizations/:organizationId/billing/fulfil': {
    needs: 'billing.write',
    body: () => ({ sessionId: 'cs_none' }),
    isAbsent: true,
  },
  'POST /api/organizations/:organizationId/billing/plan': {
    needs: 'billing.write',
    body: () => ({ planCode: 'none' }),
  },
  'POST /api/organizations/:organizationId/billing/portal': { needs: 'billing.write' },
  'GET /api/organizations/:organizationId/members': { needs: 'organization.read' },
  'PATCH /api/organizations/:organizationId/members/:userId': byId('member.write', () => ({ role: 'VIEWER' })),
  'DELETE /api/organizations/:organizationId/members/:userId': byId('member.write'),
  'POST /api/organizations/:organizationId/leave': { needs: 'organization.read' },
  'POST /api/organizations/:organizationId/owner': byId('owner.write', ({ user }) => ({ userId: user })),
  'GET /api/operator': { needs: 'operator' },
  'POST /api/operator/ledger-checks': { needs: 'operator' },
  'GET /api/operator/base-models': { needs: 'operator' },
  'POST /api/operator/base-models': {
    needs: 'operator',
    body: ({ organization }) => ({
      name: organization.slice(-8).toLowerCase(),
      source: { kind: 'folder', path: '/srv/none' },
    }),
  },
  'DELETE /api/operator/base-models/:baseModelId': { needs: 'operator', isAbsent: true },
  'GET /api/account': { needs: 'session' },
  'POST /api/account/resend-verification': { needs: 'session' },
  'POST /api/account/sign-out-everywhere': { needs: 'session' },
  'POST /api/account/sign-up': { needs: 'nothing' },
  'POST /api/account/verify-email': { needs: 'nothing' },
  'POST /api/account/forgot-password': { needs: 'nothing' },
  'POST /api/account/reset-password': { needs: 'nothing' },
  'POST /api/account/set-up-operator': { needs: 'nothing' },
  'POST /webhooks/stripe': { needs: 'nothing' },
  'GET /healthz': { needs: 'nothing' },
  'GET /health': { needs: 'nothing' },
  'GET /readyz': { needs: 'nothing' },
  // Behind the operator's token: create-api.int.test.ts.
  'GET /metrics': { needs: 'nothing' },
};

const under = (prefix: string, rows: Record<string, Row>): [string, Row][] =>
  Object.entries(rows).map(([route, row]) => [route.replace(' ', ` ${prefix}`), row]);
const keyRows = [...under('/v1', v1), ...under('/p/:project/v1', v1)];
const cookieRows = [...under('/api/projects/:projectId', project), ...Object.entries(others)];

let database: TestDatabase;
let api: TestApi;
let other: TestTenant;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
  other = await api.makeTenant();
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

async function makeIds(tenant: TestTenant): Promise<Ids> {
  const { organizationId, projectId } = tenant;
  const model = await insertModel(api.deps, tenant);
  const { name: table } = await insertModel(api.deps, tenant, { task: 'tabular' });
  const { name: recommender } = await insertModel(api.deps, tenant, { task: 'recommendation' });
  const { name: base } = await insertBaseModel(api.deps, { tenant });
  const endpoint = newId('endpoint');
  const user = await insertMember(tenant);
  return withOrg(api.deps.db, organizationId, async (tx) => {
    const { version } = await tx.fineTuningJob.findUniqueOrThrow({
      where: { id: model.jobId },
      include: { version: true },
    });
    await api.deps.storage.put(
      (await tx.file.findUniqueOrThrow({ where: { id: version.fileId } })).storageKey,
      Buffer.from('x'),
    );
    await tx.endpoint.create({ data: { id: endpoint, organizationId, projectId, name: 'ours', modelId: model.id } });
    const common = { project: projectId, organization: organizationId, job: model.jobId, model: model.name, endpoint };
    return {
      ...common,
      table,
      recommender,
      base,
      file: version.fileId,
      dataset: version.datasetId,
      key: tenant.keyId,
      user,
    };
  });
}

async function insertMember({ organizationId }: TestTenant): Promise<string> {
  const userId = newId('user');
  await api.deps.db.system.user.create({
    data: {
      ...{ id: userId, email: `${userId.toLowerCase()}@example.com`, name: 'Other', emailVerified: new Date() },
      members: { create: { organizationId, role: 'MEMBER' } },
    },
  });
  return userId;
}

const randomIds = ({ project: own, organization }: Ids): Ids => ({
  ...{ project: own, organization, file: newId('file'), dataset: newId('dataset'), job: newId('fineTuningJob') },
  ...{
    base: 'no-such-base',
    model: 'ft:text-classifier-lstm:none:none:none',
    table: 'ft:tabular-mlp:none:none:none',
    recommender: 'ft:recommender-mf:none:none:none',
    endpoint: newId('endpoint'),
    key: newId('apiKey'),
    user: newId('user'),
  },
});

const parameters: Record<string, keyof Ids> = {
  ...{ file_id: 'file', fileId: 'file', datasetId: 'dataset', fine_tuning_job_id: 'job', jobId: 'job' },
  ...{ model: 'model', modelId: 'model', endpointId: 'endpoint', apiKeyId: 'key' },
  ...{ baseModelId: 'base', userId: 'user' },
  ...{ project: 'project', projectId: 'project', organizationId: 'organization' },
};
const fill = (path: string, ids: Ids) =>
  path.replace(/:(\w+)(\{\.\+\})?/g, (_, name: string) => encodeURIComponent(ids[parameters[name] ?? 'project']));

async function call([route, row]: [string, Row], ids: Ids, headers: Record<string, string>) {
  const [method = '', path = ''] = route.split(' ');
  const hasBody = method === 'POST' || method === 'PATCH';
  const response = await fetch(`${api.url}${fill(path, ids)}`, {
    method,
    headers: { origin: api.url, 'content-type': 'application/json', ...headers },
    ...(hasBody ? { body: JSON.stringify(row.body?.(ids) ?? {}) } : {}),
  });
  const text = await response.text();
  const named = Object.values(ids).reduce((all, id) => all.replaceAll(id, 'ID'), text);
  return { status: response.status, text: named };
}

describe('the table', () => {
  it('has a row for every route, and no row for none', () => {
    const routes = createApi(api.deps)
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/(.)\/$/, '$1')}`);
    expect([...new Set(routes)].toSorted()).toEqual([...keyRows, ...cookieRows].map(([route]) => route).toSorted());
  });
});

describe.each(keyRows)('%s', (route, row) => {
  it('answers its own key, and nobody else', async () => {
    const tenant = await api.makeTenant();
    const ids = await makeIds(tenant);
    const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
    const expired = await api.makeKey(tenant, new Date(Date.now() - 1));
    const revoked = await api.makeKey(tenant);
    await api.deps.db.system.apiKey.update({ where: { id: revoked.id }, data: { revokedAt: new Date() } });
    for (const headers of [{}, { cookie: tenant.cookie }, bearer(expired.key), bearer(revoked.key)])
      expect(await call([route, row], ids, headers)).toMatchObject({ status: 401 });
    if (route.includes(':project/')) {
      expect(await call([route, row], ids, bearer(other.key))).toMatchObject({ status: 401 });
    } else if (row.isById) {
      const foreign = await call([route, row], ids, bearer(other.key));
      expect(foreign.status).toBe(404);
      expect(foreign).toEqual(await call([route, row], randomIds(ids), bearer(other.key)));
    } else {
      expect((await call([route, row], ids, bearer(other.key))).text).not.toContain('ID');
    }
    expect([401, 403, 404, 500]).not.toContain((await call([route, row], ids, bearer(tenant.key))).status);
  });
});

describe.each(cookieRows)('%s', (route, row) => {
  it('asks for a session, a membership and a role', async () => {
    const tenant = await api.makeTenant();
    const ids = await makeIds(tenant);
    const status = async (headers: Record<string, string>) => (await call([route, row], ids, headers)).status;
    if (row.needs === 'nothing') {
      expect([404, 405, 500]).not.toContain(await status({}));
      return;
    }
    const keyOnly = await status({ authorization: `Bearer ${tenant.key}` });
    expect([keyOnly, await status({})]).toEqual([401, 401]);
    if (row.needs === 'session') {
      expect(await status({ cookie: tenant.cookie })).toBeLessThan(300);
      return;
    }
    if (row.needs === 'operator') {
      expect(await status({ cookie: tenant.cookie })).toBe(404);
      const answer = await status({ cookie: await api.makeCookie({ isOperator: true }) });
      if (row.isAbsent) expect(answer).toBe(404);
      else expect(answer).toBeLessThan(300);
      return;
    }
    expect(await status({ cookie: other.cookie })).toBe(404);
    expect(await status({ cookie: await api.makeCookie() })).toBe(404);
    const { needs } = row;
    const cookieOf = (role: Role) => api.makeCookie({ tenant, role });
    for (const role of roles.filter((one) => !can(one, needs)))
      expect(await status({ cookie: await cookieOf(role) })).toBe(403);
    if (row.isById) {
      // Objects of another tenant under the own project.
      const mine = { ...ids, project: other.projectId };
      const foreign = await call([route, row], mine, { cookie: other.cookie });
      expect(foreign.status).toBe(404);
      expect(foreign).toEqual(
        await call([route, row], { ...randomIds(ids), project: other.projectId }, { cookie: other.cookie }),
      );
    }
    const refusals = row.isAbsent ? [401, 403, 500] : [401, 403, 404, 500];
    expect(refusals).not.toContain(await status({ cookie: tenant.cookie }));
  });
});
