import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCausalLm } from '@modelmint/ml/causal-lm/load-causal-lm';
import { expect, onTestFinished, test } from 'vitest';
import { fetchFolder } from '../objects/fetch-folder.ts';
import { storeFolder } from '../objects/store-folder.ts';
import { reference, startTestServing } from './start-test-serving.ts';

const base = { id: 'base_1', storagePrefix: 'bases/1' };

async function start() {
  const serving = await startTestServing();
  const { storage } = serving;
  await storeFolder(storage, { folder: reference('llama-rope-llama3'), prefix: base.storagePrefix });
  await storeFolder(storage, { folder: reference('llama-rope-llama3/adapter'), prefix: 'models/1' });
  const merge = (more: object = {}) =>
    serving.post('/merge', { modelId: 'mdl_1', storagePrefix: 'models/1', base, title: 'words', ...more });
  return { ...serving, merge };
}

test('an adapter is worked into its base once for all who ask, and stored beside it', async () => {
  const { merge, storage, engine, tf } = await start();
  const before = tf.memory().numTensors;
  const answers = await Promise.all([merge(), merge()]);
  expect(answers[0]).toEqual({ status: 200, body: { sizeBytes: expect.any(Number) } });
  expect(answers[1]).toEqual(answers[0]);
  expect(tf.memory().numTensors).toBe(before);
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'modelmint-merged-')), 'merged');
  onTestFinished(() => rmSync(path.dirname(folder), { recursive: true }));
  const { sizeBytes } = await fetchFolder(storage, { prefix: 'models/1/merged', folder });
  expect(answers[0].body).toEqual({ sizeBytes });
  (await loadCausalLm({ engine, folder })).dispose();
});

test('what has no adapter, is not there, or is of another base is refused, and the next one is served', async () => {
  const { merge, storage } = await start();
  const refusal = async (more: object) => {
    const { status, body } = await merge(more);
    return [status, (body as { error: { code: string } }).error.code];
  };
  expect(await refusal({ modelId: 'mdl_2', storagePrefix: base.storagePrefix })).toEqual([400, 'invalid_value']);
  expect(await refusal({ modelId: 'mdl_3', storagePrefix: 'models/none' })).toEqual([404, 'not_found']);
  expect(await refusal({ modelId: '../up' })).toEqual([400, 'invalid_value']);
  expect(await refusal({ base: null })).toEqual([400, 'invalid_value']);
  await storeFolder(storage, { folder: reference('qwen2-tied'), prefix: 'bases/2' });
  expect(await refusal({ base: { id: 'base_2', storagePrefix: 'bases/2' } })).toEqual([400, 'invalid_file']);
  expect((await merge()).status).toBe(200);
});
