import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { createBaseModel } from '@modelmint/db/base-model/create-base-model';
import { deleteBaseModel } from '@modelmint/db/base-model/delete-base-model';
import { findBaseModel } from '@modelmint/db/base-model/find-base-model';
import { listBaseModels } from '@modelmint/db/base-model/list-base-models';
import type { BaseModel } from '@modelmint/db/generated/client';
import { createSharedBaseModel } from '@modelmint/db/system/shared-base-models';
import { withOrg } from '@modelmint/db/with-org';
import { type BaseModelSource, CheckpointFacts } from '@modelmint/domain/base-model';
import { newId, randomBase62 } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { type HubFault, startHub, type TestHub } from '@modelmint/testing/start-hub';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { WorkerDeps } from '../deps.ts';
import type { WorkerEnv } from '../env.ts';
import { makeTar, makeZip } from '../import/make-test-archive.ts';
import { makeTestDeps, type TestDeps, testVariables } from '../make-test-deps.ts';
import { fetchFolder } from '../objects/fetch-folder.ts';
import { startWorkerProcess } from '../worker-process.ts';
import { importBaseModelJob } from './base-model-import.ts';

const references = path.resolve(import.meta.dirname, '../../../../packages/ml/references');
const chat = path.join(references, 'llama-rope-llama3');
const encoder = path.join(references, 'bert');

let clone: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
let hub: TestHub;

beforeAll(async () => {
  clone = await cloneDatabase();
  deps = makeTestDeps(clone);
  tenant = await makeTenant(deps.db);
  hub = await startHub();
});
afterAll(async () => {
  await hub.close();
  await deps.close();
  await clone.drop();
});
afterEach(() => hub.setFault(null));

const inOrg = <T>(run: Parameters<typeof withOrg<T>>[2], { organizationId } = tenant) =>
  withOrg(deps.db, organizationId, run);
const withEnv = (env: Partial<WorkerEnv> = {}): WorkerDeps => ({
  ...deps,
  env: { ...deps.env, hub: { endpoint: hub.endpoint }, ...env },
});
const run = ({ id }: BaseModel, with_: WorkerDeps = withEnv()) =>
  importBaseModelJob(with_, {
    name: 'base-model.import',
    payload: { baseModelId: id },
    attempt: 1,
    waitMs: 0,
    signal: new AbortController().signal,
  });
const read = ({ id }: BaseModel) => deps.db.system.baseModel.findUniqueOrThrow({ where: { id } });
const newName = () => `model-${randomBase62(8).toLowerCase()}`;
const ask = (source: BaseModelSource, name = newName()) =>
  inOrg((tx) => createBaseModel(tx, { organizationId: tenant.organizationId, name, source, createdByUserId: null }));
const fromHub = (repository: string, revision = 'main') => ask({ kind: 'hub', repository, revision });
const share = (folder: string) =>
  createSharedBaseModel(deps.db, {
    name: newName(),
    source: { kind: 'folder', path: folder },
    operator: { userId: 'user_operator' },
  });
async function uploadFile(name: string, bytes: Buffer): Promise<string> {
  const fileId = newId('file');
  const { organizationId, projectId } = tenant;
  const storageKey = `files/${organizationId}/${fileId}`;
  const { sizeBytes, sha256 } = await deps.storage.put(storageKey, bytes);
  const facts = { name, purpose: 'base-model', sizeBytes: BigInt(sizeBytes), sha256, storageKey };
  await inOrg((tx) => tx.file.create({ data: { id: fileId, organizationId, projectId, ...facts } }));
  return fileId;
}
const upload = async (bytes: Buffer): Promise<BaseModelSource> => ({
  kind: 'file',
  fileId: await uploadFile('model.zip', bytes),
});
async function uploadAll(files: { name: string; bytes: Buffer }[]): Promise<BaseModelSource> {
  const fileIds: string[] = [];
  for (const { name, bytes } of files) fileIds.push(await uploadFile(name, bytes));
  return { kind: 'files', fileIds };
}
const isStored = async (fileId: string) =>
  (await deps.db.system.file.findUniqueOrThrow({ where: { id: fileId } })).deletedAt === null;
const filesOf = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, bytes: readFileSync(path.join(folder, name)) }));
function copyOf(folder: string): string {
  const copy = path.join(mkdtempSync(path.join(deps.folder, 'checkpoint-')), 'model');
  cpSync(folder, copy, { recursive: true });
  return copy;
}
function changeConfig(folder: string, values: object): string {
  const file = path.join(folder, 'config.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...values }));
  return folder;
}
async function storedUnder(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of deps.storage.list(prefix)) keys.push(key);
  return keys;
}
const chatFiles = [
  'chat_template.jinja',
  'config.json',
  'model.safetensors',
  'tokenizer.json',
  'tokenizer_config.json',
];
const importsFolder = () => path.join(deps.env.workFolder, 'imports');

test("the operator's folder becomes a base model of everybody, with what it is", async () => {
  const asked = await share(chat);
  expect(asked).toMatchObject({ status: 'PENDING', organizationId: null });
  await run(asked);
  const ready = await read(asked);
  expect(ready).toMatchObject({ status: 'READY', reason: null, progress: 1, fence: 1 });
  const facts = CheckpointFacts.parse(ready.facts);
  expect(facts).toMatchObject({ kind: 'causal-lm', architecture: 'LlamaForCausalLM', hasChatTemplate: true });
  const folder = path.join(deps.folder, 'fetched');
  const { sizeBytes } = await fetchFolder(deps.storage, { prefix: ready.storagePrefix ?? '', folder });
  expect(sizeBytes).toBe(Number(ready.sizeBytes));
  expect(facts.sizeBytes).toBe(sizeBytes);
  expect(readdirSync(folder).sort()).toEqual(chatFiles);
  expect(readdirSync(importsFolder())).toEqual([]);
  // A second ring finds nothing to do.
  await run(asked);
  expect(await read(asked)).toEqual(ready);
  const other = await makeTenant(deps.db);
  const seen = await inOrg((tx) => listBaseModels(tx, other.organizationId), other);
  expect(seen.map(({ id }) => id)).toContain(asked.id);
});

test.each([
  ['zip', () => makeZip(filesOf(encoder).map(({ name, bytes }) => ({ name: `bert/${name}`, bytes })))],
  ['tar.gz', () => makeTar(filesOf(encoder), { isCompressed: true })],
] as const)('an uploaded %s becomes a base model that another organization does not see', async (_kind, make) => {
  const asked = await ask(await upload(await make()));
  await run(asked);
  const ready = await read(asked);
  expect(ready).toMatchObject({ status: 'READY', organizationId: tenant.organizationId });
  expect(CheckpointFacts.parse(ready.facts)).toMatchObject({ kind: 'encoder' });
  const other = await makeTenant(deps.db);
  for (const name of [asked.id, asked.name])
    expect(await inOrg((tx) => findBaseModel(tx, other.organizationId, name), other)).toBeNull();
  expect(await inOrg((tx) => listBaseModels(tx, other.organizationId), other)).not.toContainEqual(ready);
  await expect(inOrg((tx) => deleteBaseModel(tx, other.organizationId, asked.id), other)).rejects.toMatchObject({
    code: 'model_not_found',
  });
});

test('a repository of the hub becomes a base model, of the commit that its revision meant', async () => {
  const sha = hub.addRepository('owner/chat', { files: chat, licence: 'apache-2.0' });
  const asked = await fromHub('owner/chat');
  await run(asked);
  const ready = await read(asked);
  expect(ready).toMatchObject({ status: 'READY', source: { kind: 'hub', repository: 'owner/chat', revision: sha } });
  expect(CheckpointFacts.parse(ready.facts)).toMatchObject({ licence: 'apache-2.0', kind: 'causal-lm' });
  const urls = hub.requests.map(({ url }) => url);
  expect(urls).toContain('/api/models/owner/chat/revision/main?blobs=true');
  expect(urls).not.toContainEqual(expect.stringContaining('expected'));
});

test('a hub that tells no sizes, cuts lines and asks to wait is borne with', async () => {
  hub.addRepository('owner/moody', { files: encoder, isTerse: true });
  const faults: (HubFault & { on: RegExp })[] = [
    { on: /api/, kind: 'status', status: 429, headers: { 'retry-after': '1' } },
    { on: /tokenizer\.json/, kind: 'cut', afterBytes: 500 },
    { on: /cdn/, kind: 'cut', afterBytes: 10_000 },
    { on: /cdn/, kind: 'status', status: 503 },
  ];
  hub.setFault(({ url }) => {
    const at = faults.findIndex(({ on }) => on.test(url));
    return at < 0 ? undefined : faults.splice(at, 1)[0];
  });
  const asked = await fromHub('owner/moody');
  await run(asked);
  expect(await read(asked)).toMatchObject({ status: 'READY', attempts: 0 });
  expect(faults).toEqual([]);
});

test('a killed worker is taken over, and what had come is not fetched again', async () => {
  hub.addRepository('owner/slow', { files: chat });
  hub.setFault(({ url }) => (url.startsWith('/cdn/') ? { kind: 'slow', bytes: 4_000, pauseMs: 100 } : undefined));
  const asked = await fromHub('owner/slow');
  const worker = startWorkerProcess({
    ...testVariables(clone, deps.folder),
    HF_ENDPOINT: hub.endpoint,
    WORKER_QUEUES: 'cpu',
  });
  await deps.queue.ring('base-model.import', { baseModelId: asked.id });
  const part = path.join(importsFolder(), asked.id, '1', 'checkpoint', 'model.safetensors.part');
  await expect.poll(() => (existsSync(part) ? statSync(part).size : 0), { timeout: 60_000 }).toBeGreaterThan(10_000);
  worker.kill('SIGKILL');
  await worker.ended;
  const here = statSync(part).size;
  // While its lease lasts nobody else takes it.
  await run(asked);
  expect(await read(asked)).toMatchObject({ status: 'IMPORTING', fence: 1 });
  await deps.db.system
    .$executeRaw`UPDATE "base_model" SET "leaseUntil" = now() - interval '1 second' WHERE "id" = ${asked.id}`;
  hub.setFault(null);
  const before = hub.requests.length;
  await run(asked);
  const ready = await read(asked);
  expect(ready).toMatchObject({ status: 'READY', fence: 2, attempts: 1 });
  expect(ready.storagePrefix).toBe(`base-models/${asked.id}/2`);
  const after = hub.requests.slice(before);
  expect(after.filter(({ url }) => url.startsWith('/cdn/')).map(({ headers }) => headers.range)).toEqual([
    `bytes=${here}-`,
  ]);
  expect(after.filter(({ url }) => url.includes('tokenizer'))).toEqual([]);
});

test("a gated repository needs the token of somebody who may, which is the operator's and stays out of the row", async () => {
  const token = 'hf_test';
  hub.addRepository('owner/gated', { files: encoder, gatedBy: token });
  const trusted = withEnv({ hub: { endpoint: hub.endpoint, token } });
  const source = { kind: 'hub', repository: 'owner/gated', revision: 'main' } as const;
  const shareGated = () =>
    createSharedBaseModel(deps.db, { name: newName(), source, operator: { userId: 'user_operator' } });
  const before = hub.requests.length;
  const tenants = await ask(source);
  await run(tenants, trusted);
  expect((await read(tenants)).reason).toMatch(/'owner\/gated' is gated.*Only the operator imports it, with HF_TOKEN/);
  expect(hub.requests.slice(before).filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  const wrong = await shareGated();
  await run(wrong, withEnv({ hub: { endpoint: hub.endpoint, token: 'hf_other' } }));
  expect((await read(wrong)).reason).toMatch(/has not been given access/);
  const right = await shareGated();
  await run(right, trusted);
  const ready = await read(right);
  expect(ready).toMatchObject({ status: 'READY', organizationId: null });
  expect(JSON.stringify(ready, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(token);
});

const broken: [string, () => Promise<BaseModel>, RegExp, Partial<WorkerEnv>?][] = [
  ['an unknown repository', () => fromHub('owner/none'), /no repository 'owner\/none'/],
  [
    'an unknown revision',
    async () => {
      hub.addRepository('owner/known', { files: chat });
      return fromHub('owner/known', 'v9');
    },
    /no revision 'v9'/,
  ],
  [
    'wrong checksums',
    async () => {
      hub.addRepository('owner/damaged', { files: chat });
      hub.setFault(({ url }) => (url.startsWith('/cdn/') ? { kind: 'damaged' } : undefined));
      return fromHub('owner/damaged');
    },
    /model\.safetensors arrived 2 times with other bytes than the hub says: SHA-256/,
  ],
  [
    'a small file that is another',
    async () => {
      hub.addRepository('owner/forged', { files: chat });
      hub.setFault(({ url }) => (url.endsWith('tokenizer.json') ? { kind: 'damaged' } : undefined));
      return fromHub('owner/forged');
    },
    /tokenizer\.json arrived 2 times.*git blob/,
  ],
  [
    'a redirect into the network',
    async () => {
      hub.addRepository('owner/inward', { files: chat });
      const location = 'https://169.254.169.254/latest/meta-data';
      hub.setFault(({ url }) => (url.includes('/resolve/') ? { kind: 'redirect', location } : undefined));
      return fromHub('owner/inward');
    },
    /169\.254\.169\.254 is not an address on the public internet/,
  ],
  [
    'a redirect to a name in the network',
    async () => {
      hub.addRepository('owner/local', { files: chat });
      const location = 'https://localhost/secret';
      hub.setFault(({ url }) => (url.includes('/resolve/') ? { kind: 'redirect', location } : undefined));
      return fromHub('owner/local');
    },
    /localhost is not an address on the public internet/,
  ],
  [
    'a redirect without TLS',
    async () => {
      hub.addRepository('owner/plain', { files: chat });
      const location = 'http://cdn.example.com/x';
      hub.setFault(({ url }) => (url.includes('/resolve/') ? { kind: 'redirect', location } : undefined));
      return fromHub('owner/plain');
    },
    /http:\/\/cdn\.example\.com, which is not https/,
  ],
  [
    'redirects without an end',
    async () => {
      hub.addRepository('owner/round', { files: chat });
      hub.setFault(({ url }) => ({ kind: 'redirect', location: url }));
      return fromHub('owner/round');
    },
    /redirects more than 5 times/,
  ],
  [
    'a pickle',
    async () => {
      hub.addRepository('owner/pickle', {
        files: { 'config.json': Buffer.from('{}'), 'pytorch_model.bin': Buffer.from([0x80, 2]) },
      });
      return fromHub('owner/pickle');
    },
    /no safetensors, only pytorch_model\.bin/,
  ],
  [
    'what is huge',
    async () => {
      hub.addRepository('owner/huge', { files: chat });
      return fromHub('owner/huge');
    },
    /at most 50 kB are imported here/,
    { importSizeBytesMax: 50_000 },
  ],
  ['a folder that is none', () => share('/nowhere/at/all'), /no folder \/nowhere\/at\/all/],
  ['a file as a folder', () => share(path.join(chat, 'config.json')), /is no folder/],
  ['a path that is not absolute', () => share('models/x'), /no absolute path/],
  [
    'a link out of the folder',
    async () => {
      const folder = copyOf(encoder);
      writeFileSync(path.join(folder, '..', 'secret'), 'x');
      symlinkSync(path.join(folder, '..', 'secret'), path.join(folder, 'README.md'));
      return share(folder);
    },
    /README\.md is a link to outside/,
  ],
  [
    'weights that are cut off',
    async () => {
      const folder = copyOf(encoder);
      const file = path.join(folder, 'model.safetensors');
      writeFileSync(file, readFileSync(file).subarray(0, 20_000));
      return share(folder);
    },
    /not a whole weights file/,
  ],
  [
    'an archive of something else',
    async () => ask(await upload(makeZip([{ name: 'cat.png', bytes: 'x' }]))),
    /no config\.json/,
  ],
];
test.each(broken)('%s is FAILED, with what, where and how to mend it', async (_case, make, reason, env) => {
  const asked = await make();
  await run(asked, withEnv(env));
  const failed = await read(asked);
  expect(failed).toMatchObject({ status: 'FAILED', storagePrefix: null, facts: null });
  expect(failed.reason).toMatch(reason);
  expect(await storedUnder(`base-models/${asked.id}`)).toEqual([]);
  expect(readdirSync(importsFolder())).not.toContain(asked.id);
});

test('files that were uploaded one by one are a checkpoint, and are stored once', async () => {
  const code = { name: 'modeling.py', bytes: Buffer.from('import os') };
  const source = await uploadAll([...filesOf(chat), code]);
  const fileIds = source.kind === 'files' ? source.fileIds : [];
  const asked = await ask(source);
  const other = await ask({ kind: 'files', fileIds: fileIds.slice(0, 1) });
  await run(asked);
  const ready = await read(asked);
  expect(ready).toMatchObject({ status: 'READY', reason: null });
  const folder = path.join(deps.folder, 'one-by-one');
  await fetchFolder(deps.storage, { prefix: ready.storagePrefix ?? '', folder });
  expect(readdirSync(folder).sort()).toEqual(chatFiles);
  for (const name of chatFiles)
    expect(readFileSync(path.join(folder, name)).equals(readFileSync(path.join(chat, name))), name).toBe(true);
  // Another import is to read the first one still.
  expect(await Promise.all(fileIds.map(isStored))).toEqual(fileIds.map((_, place) => place === 0));
  await run(other);
  expect((await read(other)).status).toBe('FAILED');
  const again = await inOrg((tx) =>
    tx.file.updateMany({ where: { id: fileIds[0] ?? '' }, data: { deletedAt: new Date() } }),
  );
  expect(again.count).toBe(1);
  const late = await fromHub('owner/none');
  await deps.db.system.baseModel.update({ where: { id: late.id }, data: { source } });
  await run(late);
  expect((await read(late)).reason).toMatch(/uploaded file was deleted before/);
});

test('an architecture that is not supported is told before its weights are fetched', async () => {
  const folder = changeConfig(copyOf(chat), { architectures: ['MambaForCausalLM'], auto_map: { AutoModel: 'x.Y' } });
  hub.addRepository('owner/mamba', { files: folder });
  const before = hub.requests.length;
  const asked = await fromHub('owner/mamba');
  await run(asked);
  expect((await read(asked)).reason).toMatch(
    /"MambaForCausalLM", which is not supported here\. Supported: LlamaForCausalLM/,
  );
  expect(hub.requests.slice(before).filter(({ url }) => /cdn|safetensors/.test(url))).toEqual([]);
});

test('a row that asks for a folder in the name of an organization is refused', async () => {
  const asked = await fromHub('owner/chat');
  const source = { kind: 'folder', path: chat };
  await deps.db.system.baseModel.update({ where: { id: asked.id }, data: { source } });
  await run(asked);
  expect(await read(asked)).toMatchObject({ status: 'FAILED', reason: expect.stringMatching(/Only the operator/) });
});

test('storage that is full of other things is told with the numbers', async () => {
  hub.addRepository('owner/fits-not', { files: chat });
  const small = await makeTenant(deps.db);
  const { organizationId } = small;
  const source = { kind: 'hub', repository: 'owner/fits-not', revision: 'main' } as const;
  const create = () =>
    inOrg((tx) => createBaseModel(tx, { organizationId, name: newName(), source, createdByUserId: null }), small);
  const { id } = await create();
  await deps.db.system.baseModel.update({ where: { id }, data: { sizeBytes: 999_990_000n, status: 'READY' } });
  const asked = await create();
  await run(asked);
  expect((await read(asked)).reason).toMatch(/has \d+\.\d kB, but 10 kB of the organization's storage are left/);
});

test('a worker that closes puts the import back, and spends no attempt', async () => {
  hub.addRepository('owner/again', { files: chat });
  hub.setFault(({ url }) => (url.startsWith('/cdn/') ? { kind: 'slow', bytes: 2_000, pauseMs: 50 } : undefined));
  const closing = new AbortController();
  const asked = await fromHub('owner/again');
  const running = run(asked, { ...withEnv(), closing: closing.signal });
  await expect.poll(async () => (await read(asked)).progress).toBeGreaterThan(0.2);
  closing.abort();
  await expect(running).rejects.toMatchObject({ retryable: true });
  expect(await read(asked)).toMatchObject({
    status: 'PENDING',
    attempts: 0,
    reason: expect.stringMatching(/restarted/),
  });
  hub.setFault(null);
  await run(asked);
  expect(await read(asked)).toMatchObject({ status: 'READY', fence: 2 });
});

test('a base model that is deleted meanwhile stops its import', async () => {
  hub.addRepository('owner/deleted', { files: chat });
  hub.setFault(({ url }) => (url.startsWith('/cdn/') ? { kind: 'slow', bytes: 500, pauseMs: 50 } : undefined));
  const asked = await fromHub('owner/deleted');
  const running = run(asked);
  await expect.poll(async () => (await read(asked)).progress).toBeGreaterThan(0.1);
  await inOrg((tx) => deleteBaseModel(tx, tenant.organizationId, asked.name));
  await running;
  expect(await read(asked)).toMatchObject({ status: 'IMPORTING', deletedAt: expect.any(Date), storagePrefix: null });
});
