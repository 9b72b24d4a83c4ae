import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TrainingWork } from '@modelmint/db/system/claim-training';
import { openStorage } from '@modelmint/storage/open-storage';
import type { Storage } from '@modelmint/storage/storage';
import { makeLogger } from '@modelmint/telemetry/make-logger';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WorkerDeps } from '../deps.ts';
import { bringTrainingFiles } from './bring-training-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-bring-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('when a part is missing, the part that was brought does not stay here', async () => {
  const stored = openStorage({ folder });
  await stored.put('d/1/train.jsonl', Buffer.from('{}\n'));
  let held = 0;
  const storage = new Proxy(stored, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'materialize') return typeof value === 'function' ? value.bind(target) : value;
      const materialize: Storage['materialize'] = async (...args) => {
        const file = await target.materialize(...args);
        held++;
        return {
          ...file,
          release: async () => {
            held--;
            await file.release();
          },
        };
      };
      return materialize;
    },
  });
  const log = makeLogger({ service: 'worker', level: 'silent' });
  const work = { base: null, trainKey: 'd/1/train.jsonl', validationKey: 'd/1/validation.jsonl', checkpoints: [] };
  const bringing = bringTrainingFiles(
    { storage, log, env: { workFolder: folder } } as unknown as WorkerDeps,
    work as unknown as TrainingWork,
    {
      folder,
      signal: new AbortController().signal,
    },
  );
  await expect(bringing).rejects.toMatchObject({ code: 'not_found' });
  expect(held).toBe(0);
});
