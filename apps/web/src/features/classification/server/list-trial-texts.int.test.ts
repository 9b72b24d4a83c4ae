import { cloneDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertModel, testReport } from '../../../api/insert-test-data.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../../api/start-test-api.ts';
import { getModel } from '../../model/server/get-model.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { listTrialTexts } from './list-trial-texts.ts';

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let api: TestApi;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

const principalOf = ({ organizationId, projectId, userId }: TestTenant): Principal => ({
  ...{ organizationId, projectId, userId, role: 'OWNER', apiKeyId: null, isVerified: true },
});

describe('listTrialTexts', () => {
  it('gives a text of each label that has one, and none to another organization', async () => {
    const tenant = await api.makeTenant();
    const { id } = await insertModel(api.deps, tenant);
    const { datasetVersionId } = await getModel(api.deps, principalOf(tenant), id);
    expect(await listTrialTexts(api.deps, principalOf(tenant), datasetVersionId)).toEqual([]);
    await api.deps.db.system.datasetVersion.update({ where: { id: datasetVersionId }, data: { report: testReport } });
    const texts = await listTrialTexts(api.deps, principalOf(tenant), datasetVersionId);
    expect(texts).toEqual([{ label: 'good', text: 'text 1' }]);
    const other = principalOf(await api.makeTenant());
    expect(await listTrialTexts(api.deps, other, datasetVersionId)).toEqual([]);
  });
});
