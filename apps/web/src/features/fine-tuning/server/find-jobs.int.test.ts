import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertModel } from '../../../api/insert-test-data.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../../api/start-test-api.ts';
import { pickedMax } from '../../../ui/picked-max.ts';
import { listDatasets } from '../../dataset/server/list-datasets.ts';
import { listModelPage } from '../../model/server/list-model-page.ts';
import { listPickedModels } from '../../model/server/list-picked-models.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { compareJobs } from './compare-jobs.ts';
import { listJobData } from './list-job-data.ts';
import { listJobs } from './list-jobs.ts';

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const principalOf = ({ organizationId, projectId, userId }: TestTenant): Principal => ({
  ...{ organizationId, projectId, userId, role: 'OWNER', apiKeyId: null, isVerified: true },
});

function callerOf({ projectId, cookie }: TestTenant) {
  return async (method: string, path: string, body?: object) => {
    const response = await fetch(`${api.url}/api/projects/${projectId}${path}`, {
      method,
      headers: { cookie, origin: api.url, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, never> };
  };
}

it('puts tags on a job, lists by them and takes them off', async () => {
  const tenant = await api.makeTenant();
  const principal = principalOf(tenant);
  const call = callerOf(tenant);
  const { jobId } = await insertModel(api.deps, tenant);
  const other = await insertModel(api.deps, tenant);
  const tags = (of: string, given: unknown) => call('PUT', `/fine-tuning/${of}/tags`, { tags: given } as object);
  expect(await tags(jobId, ['Nightly', 'v2'])).toMatchObject({ status: 200, body: { tags: ['nightly', 'v2'] } });
  const late = await call('PUT', `/fine-tuning/${jobId}/tags`, { tags: ['mine'], was: [] } as object);
  expect(late).toMatchObject({ status: 409, body: { error: { param: 'was' } } });
  await tags(other.jobId, ['v2']);
  expect(await call('GET', '/fine-tuning/tags')).toMatchObject({ body: { data: ['nightly', 'v2'] } });
  const idsOf = async (filter: object) =>
    (await listJobs(api.deps, principal, { limit: 10, ...filter })).jobs.map(({ id }) => id);
  expect(await idsOf({ tag: 'v2' })).toEqual([other.jobId, jobId]);
  expect(await idsOf({ tag: 'nightly' })).toEqual([jobId]);
  expect(await idsOf({ tag: 'v2', after: other.jobId })).toEqual([jobId]);
  await tags(jobId, ['v2']);
  expect(await idsOf({ tag: 'nightly' })).toEqual([]);
  expect(await tags(jobId, ['two words'])).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining('A tag has 1 to 32 letters'), param: 'tags[0]' } },
  });
  expect(await tags(newId('fineTuningJob'), ['v2'])).toMatchObject({ status: 404 });
});

it('goes through jobs and models page by page, each once', async () => {
  const tenant = await api.makeTenant();
  const principal = principalOf(tenant);
  for (let n = 0; n < 5; n += 1) await insertModel(api.deps, tenant);
  const seen: string[] = [];
  for (let after: string | undefined; seen.length < 10; ) {
    const { jobs, hasMore } = await listJobs(api.deps, principal, { limit: 2, after });
    seen.push(...jobs.map(({ id }) => id));
    after = jobs.at(-1)?.id;
    if (!hasMore) break;
  }
  expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  const first = await listModelPage(api.deps, principal, { limit: 3 });
  expect([first.models.length, first.hasMore, first.total]).toEqual([3, true, 5]);
  const second = await listModelPage(api.deps, principal, { limit: 3, after: first.models.at(-1)?.id });
  expect([second.models.length, second.hasMore]).toEqual([2, false]);
  expect(new Set([...first.models, ...second.models].map(({ id }) => id)).size).toBe(5);
  const wanted = first.models[1];
  const byName = await listModelPage(api.deps, principal, { limit: 3, text: wanted?.name.slice(-8) });
  expect(byName.models.map(({ id }) => id)).toEqual([wanted?.id]);
  expect((await listModelPage(api.deps, principal, { limit: 3, isWarm: true })).models).toEqual([]);
  expect((await listModelPage(api.deps, principal, { limit: 9, isWarm: false })).models).toHaveLength(5);
});

it('offers the newest models and data sets to choose from, and finds the others', async () => {
  const tenant = await api.makeTenant();
  const principal = principalOf(tenant);
  const { organizationId } = tenant;
  const old = await insertModel(api.deps, tenant);
  const [data] = await listDatasets(api.deps, principal);
  // What is made later is in front of it.
  await withOrg(api.deps.db, organizationId, async (tx) => {
    for (const [table, more] of [
      ['fine_tuning_job', `'{}'`],
      [
        'model',
        `jsonb_build_object('jobId', 'copy-' || n, 'name', 'copy-' || n, 'createdAt', now() + interval '1 minute')`,
      ],
      ['dataset', `jsonb_build_object('name', 'copy-' || n, 'createdAt', now() + interval '1 minute')`],
      ['dataset_version', `jsonb_build_object('datasetId', 'copy-' || n)`],
    ] as const)
      await tx.$executeRawUnsafe(`INSERT INTO "${table}"
        SELECT (jsonb_populate_record(NULL::"${table}", to_jsonb(r) || jsonb_build_object('id', 'copy-' || n) || ${more})).*
        FROM (SELECT * FROM "${table}" LIMIT 1) r, generate_series(1, ${pickedMax}) n`);
  });
  const offered = async (asked?: object) =>
    (await listPickedModels(api.deps, principal, asked)).map(({ name }) => name);
  expect(await offered()).toHaveLength(pickedMax);
  expect(await offered()).not.toContain(old.name);
  for (const asked of [{ find: old.name.slice(-8) }, { also: [old.name] }, { also: [old.id] }])
    expect((await offered(asked)).at(-1)).toBe(old.name);
  expect(await offered({ find: '%' })).toHaveLength(pickedMax);
  const sets = async (asked?: object) => (await listDatasets(api.deps, principal, asked)).map(({ id }) => id);
  expect(await sets()).not.toContain(data?.id);
  expect((await sets({ find: data?.name })).at(-1)).toBe(data?.id);
  expect((await listJobData(api.deps, principal, { also: [data?.id ?? ''] })).at(-1)?.datasetId).toBe(data?.id);
});

it('finds things of its own project by name and id, and nothing by one character', async () => {
  const tenant = await api.makeTenant();
  const call = callerOf(tenant);
  const { id, name, jobId } = await insertModel(api.deps, tenant);
  const find = async (q: string) => (await call('GET', `/search?q=${encodeURIComponent(q)}`)).body.data;
  expect(await find(name)).toMatchObject([{ kind: 'model', id, name }]);
  expect(await find(jobId)).toMatchObject([{ kind: 'job', id: jobId }]);
  expect(await find('f')).toEqual([]);
  expect(await call('GET', `/search?q=${'x'.repeat(101)}`)).toMatchObject({
    status: 400,
    body: { error: { param: 'q', message: expect.stringContaining('at most 100 characters') } },
  });
  const stranger = callerOf(await api.makeTenant());
  expect((await stranger('GET', `/search?q=${encodeURIComponent(name)}`)).body.data).toEqual([]);
});

it('compares up to four jobs of the project', async () => {
  const tenant = await api.makeTenant();
  const principal = principalOf(tenant);
  const ids = [(await insertModel(api.deps, tenant)).jobId, (await insertModel(api.deps, tenant)).jobId];
  const compared = await compareJobs(api.deps, principal, [...ids, ...ids]);
  expect(compared.map(({ job }) => job.id)).toEqual(ids);
  const many = Array.from({ length: 5 }, () => newId('fineTuningJob'));
  await expect(compareJobs(api.deps, principal, many)).rejects.toMatchObject({
    code: 'invalid_value',
    message: 'Choose at most 4 jobs to compare.',
  });
  const foreign = principalOf(await api.makeTenant());
  await expect(compareJobs(api.deps, foreign, ids)).rejects.toMatchObject({ code: 'not_found' });
});
