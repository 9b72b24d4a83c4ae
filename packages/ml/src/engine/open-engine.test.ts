import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openEngine } from './open-engine.ts';

it('refuses a rung that is not set up, then climbs down and says why, once per process', async () => {
  const cacheFolder = mkdtempSync(path.join(tmpdir(), 'modelmint-empty-'));
  await expect(openEngine({ only: 'tensorflow', cacheFolder })).rejects.toMatchObject({ code: 'invalid_state' });

  const engine = await openEngine({ cacheFolder });
  expect(engine.name).toBe('wasm');
  expect(engine.reasons).toEqual([
    `tensorflow-gpu: not set up in ${cacheFolder}/tensorflow/gpu (npm run setup:tensorflow -- --gpu)`,
    `tensorflow: not set up in ${cacheFolder}/tensorflow/cpu (npm run setup:tensorflow)`,
  ]);
  const { tf } = engine;
  const product = tf.matMul(
    tf.tensor2d([
      [1, 2],
      [3, 4],
    ]),
    tf.tensor2d([[5], [6]]),
  );
  expect([...product.dataSync()]).toEqual([17, 39]);

  expect(await openEngine()).toBe(engine);
  await expect(openEngine({ only: 'tensorflow' })).rejects.toMatchObject({ code: 'invalid_state' });
});
