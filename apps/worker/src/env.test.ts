import { expect, test } from 'vitest';
import { readEnv } from './env.ts';
import { testVariables } from './make-test-deps.ts';

const variables = testVariables({ appUrl: 'postgresql://a:b@h/d', systemUrl: 'postgresql://s:b@h/d' }, '/folder');

test('reads what the launcher sets, with defaults for the rest', () => {
  const env = readEnv(variables);
  expect(env).toMatchObject({
    storage: { folder: '/folder/storage' },
    queues: ['cpu', 'train', 'infer'],
    engine: 'wasm',
    serving: { host: '127.0.0.1', address: '127.0.0.1', port: 0, memoryBytesMax: 1024 * 2 ** 20 },
  });
  expect(env).toMatchObject({ hub: { endpoint: 'https://huggingface.co' }, importSizeBytesMax: 8192 * 2 ** 20 });
  expect(env.hub).not.toHaveProperty('token');
  expect(env).not.toHaveProperty('redisUrl');
  expect(readEnv({ ...variables, MODELMINT_ENGINE: '' })).not.toHaveProperty('engine');
  expect(readEnv({ ...variables, WORKER_QUEUES: 'train', WORKER_KIND: 'gpu-l4' })).toMatchObject({
    ...{ queues: ['train'], kind: 'gpu-l4' },
  });
});

test.each([
  ['DATABASE_URL', undefined, /DATABASE_URL/],
  ['MODELMINT_ENGINE', 'abacus', /MODELMINT_ENGINE/],
  ['WORKER_QUEUES', 'cpu,gpu', /lists the queues cpu, train and infer/],
  ['HF_ENDPOINT', 'ftp://hub', /HF_ENDPOINT/],
  ['IMPORT_SIZE_MB', 'much', /IMPORT_SIZE_MB/],
  ['WORKER_KIND', 'My GPU', /WORKER_KIND/],
  ['STORAGE_FOLDER', undefined, /Set STORAGE_FOLDER/],
  ['S3_BUCKET', 'models', /S3 needs S3_ENDPOINT/],
  ['MODELMINT_SECRETS', '{"authSecret":"topsecret"}', /not a usable secrets.json \(authSecret/],
])('names %s when it is %j', (name, value, message) => {
  expect(() => readEnv({ ...variables, [name]: value })).toThrow(message);
});

test('never says what is in the secrets', () => {
  const read = () => readEnv({ ...variables, MODELMINT_SECRETS: '{"authSecret": topsecret' });
  expect(read).toThrow(/unreadable/);
  expect(read).not.toThrow(/topsecret/);
});

test('lets the processes that compute see the GPU, share its memory, and nothing else', () => {
  const { engineVariables } = readEnv({
    ...variables,
    CUDA_VISIBLE_DEVICES: '1',
    LD_LIBRARY_PATH: '/cuda',
    HOME: '/h',
  });
  expect(engineVariables).toEqual({
    TF_ENABLE_ONEDNN_OPTS: '0',
    TF_CPP_MIN_LOG_LEVEL: '2',
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    CUDA_VISIBLE_DEVICES: '1',
    LD_LIBRARY_PATH: '/cuda',
  });
});
